namespace Microsoft.ML;

internal static class BinaryStrings
{
    internal static void WriteStrings(this BinaryWriter writer, string[] values)
    {
        writer.Write(values.Length);
        Array.ForEach(values, writer.Write);
    }

    internal static string[] ReadStrings(this BinaryReader reader)
    {
        var values = new List<string>();
        for (int remaining = reader.ReadInt32(); remaining > 0; remaining--)
            values.Add(reader.ReadString());

        return [.. values];
    }
}
