namespace MlNetShallow.Benchmarks.Accuracy.Figures;

/// <summary>
/// A file that has each measurement as soon as it is made: what it has is not measured again, by this run or the next.
/// </summary>
internal sealed class MeasurementFile
{
    private readonly string _path;
    private readonly Dictionary<(string Set, int Split, string Contestant), Measurement> _measurements = [];

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file; it and its folder are made where they are missing.</param>
    /// <exception cref="InvalidDataException">The file is something else.</exception>
    public MeasurementFile(string path)
    {
        _path = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        if (!File.Exists(_path))
            File.WriteAllLines(_path, [Measurement.Header]);
        string[] lines = File.ReadAllLines(_path);
        if (lines.FirstOrDefault() != Measurement.Header)
            throw new InvalidDataException($"{_path} is no file of measurements: its first line is another.");
        foreach (Measurement measurement in lines.Skip(1).Select(Measurement.Parse).OfType<Measurement>())
            _measurements[measurement.Key] = measurement;
    }

    public IReadOnlyCollection<Measurement> Measurements => _measurements.Values;

    public bool Has(string set, int split, string contestant) => _measurements.ContainsKey((set, split, contestant));

    public void Add(Measurement measurement)
    {
        _measurements[measurement.Key] = measurement;
        File.AppendAllLines(_path, [measurement.ToString()]);
    }

    /// <summary>Forgets measurements, and whatever is of another version.</summary>
    public void Remove(Func<Measurement, bool> isToGo)
    {
        foreach (Measurement measurement in _measurements.Values.Where(isToGo).ToArray())
            _measurements.Remove(measurement.Key);
        File.WriteAllLines(_path, [Measurement.Header, .. _measurements.Values.Select(measurement => measurement.ToString())]);
    }
}
