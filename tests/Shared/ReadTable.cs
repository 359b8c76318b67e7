using MlNetShallow.Data.Delimited;

namespace MlNetShallow.Tests.Shared;

/// <summary>A CSV or TSV file with all its rows.</summary>
internal sealed record ReadTable(string[] Columns, string[][] Rows)
{
    /// <summary>As a list, or what the program has written, is read.</summary>
    public static ReadTable List(string file) => Read(file, DelimitedFormat.OfList(file));

    /// <summary>As data to train with or to score are read.</summary>
    public static ReadTable Data(string file) => Read(file, DelimitedFormat.OfData(file));

    /// <summary>The values of a column.</summary>
    public IEnumerable<string> this[string name] => Rows.Select(row => row[Array.IndexOf(Columns, name)]);

    private static ReadTable Read(string file, DelimitedFormat format)
    {
        using DelimitedReader reader = DelimitedReader.Open(file, format);
        int[] places = [.. Enumerable.Range(0, reader.Columns.Count)];
        var rows = new List<string[]>();
        while (reader.Read())
            rows.Add(Array.ConvertAll(places, place => reader[place].ToString()));
        return new ReadTable([.. reader.Columns], [.. rows]);
    }
}
