namespace MlNetShallow.Benchmarks;

/// <summary>What the command line asks for.</summary>
/// <param name="Threads">The numbers of threads, each measured.</param>
/// <param name="Repetitions">How often a measurement is repeated; the first, which warms up, is not counted.</param>
/// <param name="Rows">The number of synthetic pictures.</param>
/// <param name="Wait">How long each repetition waits at most for other processes to be quiet; zero: it takes the machine as
/// it is.</param>
/// <param name="CoursePictures">The folder of the course's cat set, with <c>train/cat</c> and <c>train/noncat</c>.</param>
/// <param name="Python">The Python that has the peers of batch scoring, Pillow and PyTorch.</param>
internal sealed record Settings(int[] Threads, int Repetitions, int Rows, TimeSpan Wait, string CoursePictures, string Python);
