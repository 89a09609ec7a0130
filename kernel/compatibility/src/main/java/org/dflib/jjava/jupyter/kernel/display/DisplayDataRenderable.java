package org.dflib.jjava.jupyter.kernel.display;

import dev.reprise.notebook.Displayable;
import dev.reprise.notebook.MimeBundle;
import java.util.Set;
import java.util.stream.Collectors;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;

/** A value that knows how it is shown. */
public interface DisplayDataRenderable extends Displayable {
    /** All representations that there are. */
    Set<MIMEType> getSupportedRenderTypes();

    /** The representations that are shown when nothing else is asked for. */
    Set<MIMEType> getPreferredRenderTypes();

    /** Adds representations. */
    void render(RenderContext context);

    @Override
    default MimeBundle toMimeBundle() {
        Set<String> types =
                getSupportedRenderTypes().stream().map(MIMEType::toString).collect(Collectors.toSet());
        var data = new org.dflib.jjava.jupyter.kernel.display.DisplayData();
        render(new org.dflib.jjava.jupyter.kernel.display.RenderContext(types, data));
        MimeBundle bundle = data.toMimeBundle();
        return bundle.data().containsKey(MimeBundle.TEXT) ? bundle : bundle.with(MimeBundle.TEXT, toString());
    }
}
