namespace MlNetShallow.Benchmarks.Accuracy;

/// <summary>A file that has each measurement as soon as it is made, so that what a broken run has measured is kept.</summary>
internal sealed class MeasurementFile
{
    private readonly string _path;
    private readonly List<Measurement> _measurements = [];

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file; its folder is made.</param>
    /// <param name="keep">Whether measurements that it has stay and need not be made again.</param>
    public MeasurementFile(string path, bool keep)
    {
        _path = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        if (keep && File.Exists(_path))
            _measurements.AddRange(File.ReadLines(_path).Skip(1).Select(Measurement.Parse));
        else
            File.WriteAllLines(_path, [Measurement.Header]);
    }

    public IReadOnlyList<Measurement> Measurements => _measurements;

    public Measurement? Find(string problem, string contestant, int seed)
        => _measurements.Find(m => m.Problem == problem && m.Contestant == contestant && m.Seed == seed);

    public void Add(Measurement measurement)
    {
        _measurements.Add(measurement);
        File.AppendAllLines(_path, [measurement.ToString()]);
    }
}
