import dev.reprise.data.*;
import dev.reprise.fingerprint.*;
import dev.reprise.seeds.*;
