using System.Text;

namespace MlNetShallow.Serialization;

/// <summary>The part of <see cref="NetworkFormat"/> that keeps what else is noted of a network.</summary>
internal static class NotesFormat
{
    public static void Write(BinaryWriter writer, IEnumerable<KeyValuePair<string, string>>? notes)
    {
        KeyValuePair<string, string>[] sorted = [.. (notes ?? []).OrderBy(note => note.Key, StringComparer.Ordinal)];
        writer.Write(sorted.Length);
        foreach ((string name, string text) in sorted)
        {
            writer.Write(name);
            writer.Write(text);
        }
    }

    /// <exception cref="FormatException">They make no sense.</exception>
    public static Dictionary<string, string> Read(ref ByteReader reader)
    {
        int count = reader.ReadInt32();
        if (count < 0 || count > reader.Remaining / 2)
        {
            throw new FormatException(
                $"{count} notes on a network do not fit in {reader.Remaining} bytes: they are cut off or damaged.");
        }

        var notes = new Dictionary<string, string>();
        for (int i = 0; i < count; i++)
        {
            string name = Encoding.UTF8.GetString(reader.ReadCounted());
            if (!notes.TryAdd(name, Encoding.UTF8.GetString(reader.ReadCounted())))
                throw new FormatException($"There are two notes '{name}' on a network: it is damaged.");
        }

        return notes;
    }
}
