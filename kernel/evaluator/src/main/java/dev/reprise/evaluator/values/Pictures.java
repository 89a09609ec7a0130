package dev.reprise.evaluator.values;

import dev.reprise.notebook.MimeBundle;
import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Images as PNG. */
final class Pictures {
    private Pictures() {}

    static MimeBundle of(RenderedImage image) {
        var png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String kind =
                image instanceof BufferedImage ? "Image" : image.getClass().getSimpleName();
        return MimeBundle.of(MimeBundle.PNG, png.toByteArray())
                .with(MimeBundle.TEXT, kind + " of " + image.getWidth() + " x " + image.getHeight() + " pixels");
    }
}
