double train(long seed) { return new SplittableRandom(seed).nextDouble(); }
Experiment experiment = Experiment.named("mean of noise").seed(42).run((seeds, settings) -> Result.of("mse", train(seeds.seed("init"))));
Trials trials = experiment.sweep(Grid.of("lr", 0.1, 0.01)).repeat(5);
double[] predictions = {0.1, 0.2};
double mse = 0.25;
