package dev.reprise.data;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** A contact sheet: the first pictures side by side, enlarged. */
final class Contact {
    private static final int COLUMNS = 10;
    private static final int ROWS = 2;
    private static final int SCALE = 2;
    private static final int GAP = 2;
    private static final int GAP_COLOUR = 0x808080;

    private Contact() {}

    static byte[] png(Images images) {
        int count = Math.min(images.size(), COLUMNS * ROWS);
        int cellWidth = images.width() * SCALE + GAP;
        int cellHeight = images.height() * SCALE + GAP;
        int columns = Math.min(count, COLUMNS);
        int rows = (count + COLUMNS - 1) / COLUMNS;
        var sheet = new BufferedImage(columns * cellWidth + GAP, rows * cellHeight + GAP, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < sheet.getHeight(); y++) {
            for (int x = 0; x < sheet.getWidth(); x++) {
                sheet.setRGB(x, y, GAP_COLOUR);
            }
        }
        for (int i = 0; i < count; i++) {
            draw(images, i, sheet, GAP + i % COLUMNS * cellWidth, GAP + i / COLUMNS * cellHeight);
        }
        var png = new ByteArrayOutputStream();
        try (var stream = new MemoryCacheImageOutputStream(png)) {
            ImageIO.write(sheet, "png", stream);
        } catch (IOException e) {
            throw new UncheckedIOException("a picture in memory cannot be written", e);
        }
        return png.toByteArray();
    }

    private static void draw(Images images, int index, BufferedImage sheet, int left, int top) {
        int[] pixels = images.pixels(index);
        int plane = images.width() * images.height();
        for (int y = 0; y < images.height() * SCALE; y++) {
            for (int x = 0; x < images.width() * SCALE; x++) {
                int at = y / SCALE * images.width() + x / SCALE;
                int colour = images.channels() == 1
                        ? pixels[at] * 0x010101
                        : pixels[at] << 16 | pixels[plane + at] << 8 | pixels[2 * plane + at];
                sheet.setRGB(left + x, top + y, colour);
            }
        }
    }
}
