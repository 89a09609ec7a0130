Seeds seeds = Seeds.of(42);
int epoch = 1;
double[][] images = new double[150][4];
List<Integer> labels = IntStream.range(0, 150).mapToObj(i -> i % 3).toList();
List<double[]> rows = List.of(images);
void train(Seeds seeds) {}
class NoiseLibrary { static void setSeed(long seed) {} }
