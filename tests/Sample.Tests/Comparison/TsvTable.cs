using System.Globalization;

namespace MlNetShallow.Sample.Tests.Comparison;

/// <summary>A comparison as a .tsv file has it.</summary>
internal sealed class TsvTable
{
    private readonly Dictionary<string, Dictionary<string, string>> _rows = [];

    public TsvTable(string path)
    {
        string[][] lines = [.. File.ReadLines(path).Select(line => line.Split('\t'))];
        Columns = lines[0];
        foreach (string[] fields in lines[1..])
        {
            Assert.Equal(Columns.Length, fields.Length);
            _rows.Add(fields[0], Columns.Zip(fields).ToDictionary(pair => pair.First, pair => pair.Second));
        }
    }

    public string[] Columns { get; }

    public string[] Trainers => [.. _rows.Keys];

    public string Text(string trainer, string column) => _rows[trainer][column];

    public double Number(string trainer, string column) => double.Parse(Text(trainer, column), CultureInfo.InvariantCulture);
}
