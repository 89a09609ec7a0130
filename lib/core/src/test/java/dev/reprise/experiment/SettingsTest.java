package dev.reprise.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SettingsTest {
    private final Settings settings =
            Settings.of("lr", 0.1f).and("hidden", 10).and("optimiser", "adam").and("residual", true);

    @Test
    void valuesComeBackInTheirTypes() {
        assertThat(settings.getDouble("lr")).isEqualTo(0.1);
        assertThat(settings.getDouble("hidden")).isEqualTo(10);
        assertThat(settings.getInt("hidden")).isEqualTo(10);
        assertThat(settings.getString("optimiser")).isEqualTo("adam");
        assertThat(settings.getBoolean("residual")).isTrue();
        assertThat(settings).hasToString("lr=0.1, hidden=10, optimiser=adam, residual=true");
        assertThat(settings).isEqualTo(Settings.of(settings.asMap())).isNotEqualTo(settings.and("lr", 0.2));
    }

    @Test
    void anErrorNamesTheSettingAndWhatThereIs() {
        assertThatThrownBy(() -> settings.getDouble("rate"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no setting 'rate'; there is lr, hidden, optimiser, residual");
        assertThatThrownBy(() -> settings.getInt("lr"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("setting 'lr' is 0.1, a Double, not a Long");
        assertThatThrownBy(() -> Settings.of("n", 1L << 40).getInt("n")).hasMessageContaining("too large for an int");
        assertThatThrownBy(() -> Settings.of("lr", Double.NaN)).hasMessageContaining("'lr' must be");
        assertThatThrownBy(() -> Settings.of("lr", null)).hasMessageContaining("not null");
        assertThatThrownBy(() -> Settings.of("lr", new int[0])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Settings.of(" ", 1)).hasMessage("a setting needs a name");
    }

    @Test
    void aGridHasEveryCombination() {
        var grid = Grid.of("lr", 0.1, 0.01).and("hidden", 10, 20);
        assertThat(grid.points())
                .extracting(Settings::toString)
                .containsExactly("lr=0.1, hidden=10", "lr=0.1, hidden=20", "lr=0.01, hidden=10", "lr=0.01, hidden=20");
        assertThatThrownBy(() -> Grid.of("lr")).hasMessageContaining("at least one value");
        assertThatThrownBy(() -> Grid.of("lr", 1, 1)).hasMessageContaining("twice");
        assertThatThrownBy(() -> grid.and("lr", 1)).hasMessage("the grid has setting 'lr' already");
    }
}
