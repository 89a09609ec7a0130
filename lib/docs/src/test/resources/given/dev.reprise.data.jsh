import dev.reprise.seeds.*;
