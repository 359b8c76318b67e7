using System.Globalization;

namespace Microsoft.ML;

/// <summary>Writes and reads values of the column types that ML.NET knows by itself; texts are strings here.</summary>
internal static class SavedValues
{
    internal static void Write(BinaryWriter writer, object[] values)
    {
        writer.Write(values.Length);
        foreach (object value in values)
            writer.Write(Convert.ToString(value, CultureInfo.InvariantCulture)!);
    }

    internal static object[] Read(BinaryReader reader, Type type)
    {
        Type stored = type == typeof(ReadOnlyMemory<char>) ? typeof(string) : type;
        var values = new List<object>();
        for (int remaining = reader.ReadInt32(); remaining > 0; remaining--)
            values.Add(Convert.ChangeType(reader.ReadString(), stored, CultureInfo.InvariantCulture));

        return [.. values];
    }
}
