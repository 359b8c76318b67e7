using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.Persistence;

/// <summary>
/// One of ML.NET's transformers in the form in which ML.NET saves it: a header, what the transformer writes, and the texts that
/// this names by their numbers. The form is that of
/// <see href="https://github.com/dotnet/machinelearning/blob/main/src/Microsoft.ML.Core/Data/ModelHeader.cs">ModelHeader</see>,
/// which has not changed since files of it are to be read for ever.
/// </summary>
internal static class SavedStage
{
    private const string Entry = "TransformerChain/Transform_000/Model.key";

    // Where the header says where parts stand and how long they are; each place is a long.
    private const int ModelAt = 0x10, ModelLength = 0x18, TableAt = 0x20, TableLength = 0x28, CharsAt = 0x30, CharsLength = 0x38;
    private const int TailAt = 0x80, EndAt = 0x88, AssemblyAt = 0x90;
    private const int HeaderLength = 0x100;

    public static byte[] Of(ITransformer transformer)
    {
        using var file = new MemoryStream();
        PrivateContext.Instance.Model.Save(new TransformerChain<ITransformer>(transformer), inputSchema: null, file);
        using var zip = new ZipArchive(file, ZipArchiveMode.Read);
        using Stream content = Find(zip).Open();
        using var copy = new MemoryStream();
        content.CopyTo(copy);
        return copy.ToArray();
    }

    /// <summary>Loads a stage in the place of one of the same kind.</summary>
    public static ITransformer Load(byte[] stage, ITransformer ofSameKind)
    {
        using var file = new MemoryStream();
        PrivateContext.Instance.Model.Save(new TransformerChain<ITransformer>(ofSameKind), inputSchema: null, file);
        using (var zip = new ZipArchive(file, ZipArchiveMode.Update, leaveOpen: true))
        {
            Find(zip).Delete();
            using Stream target = zip.CreateEntry(Entry).Open();
            target.Write(stage);
        }

        file.Position = 0;
        return ((IEnumerable<ITransformer>)PrivateContext.Instance.Model.Load(file, out _)).Single();
    }

    /// <summary>The texts of a stage.</summary>
    /// <exception cref="FormatException">It has another form.</exception>
    public static string[] Texts(byte[] stage)
    {
        byte[] table = Part(stage, TableAt, TableLength), characters = Part(stage, CharsAt, CharsLength);
        var texts = new string[table.Length / sizeof(long)];
        for (int i = 0, start = 0; i < texts.Length; i++)
        {
            int end = checked((int)BinaryPrimitives.ReadInt64LittleEndian(table.AsSpan(i * sizeof(long))));
            texts[i] = Encoding.Unicode.GetString(characters.AsSpan(start, end - start));
            start = end;
        }

        return texts;
    }

    /// <summary>What the transformer writes.</summary>
    /// <exception cref="FormatException">It has another form.</exception>
    public static byte[] Model(byte[] stage) => Part(stage, ModelAt, ModelLength);

    /// <summary>The same stage, with something else written, as long as it was, and more texts.</summary>
    public static byte[] With(byte[] stage, byte[] model, IEnumerable<string> moreTexts)
    {
        byte[] table = Part(stage, TableAt, TableLength), characters = Part(stage, CharsAt, CharsLength);
        byte[] rest = stage[(int)(Place(stage, CharsAt) + Place(stage, CharsLength))..];
        var ends = new List<byte>(table);
        var all = new List<byte>(characters);
        foreach (string text in moreTexts)
        {
            all.AddRange(Encoding.Unicode.GetBytes(text));
            ends.AddRange(BitConverter.GetBytes((long)all.Count));
        }

        byte[] header = stage[..HeaderLength];
        long entries = ends.Count - table.Length, added = all.Count - characters.Length;
        Move(TableLength, entries);
        Move(CharsAt, entries);
        Move(CharsLength, added);
        foreach (int at in (int[])[TailAt, EndAt, AssemblyAt])
            Move(at, entries + added);
        return [.. header, .. model, .. ends, .. all, .. rest];

        void Move(int at, long by) => BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(at), Place(stage, at) + by);
    }

    private static ZipArchiveEntry Find(ZipArchive zip)
        => zip.GetEntry(Entry) ?? throw new FormatException($"ML.NET saves no {Entry}.");

    private static byte[] Part(byte[] stage, int at, int length)
    {
        long start = Place(stage, at), count = Place(stage, length);
        return start >= 0 && count >= 0 && start <= stage.Length - count
            ? stage.AsSpan((int)start, (int)count).ToArray()
            : throw new FormatException("ML.NET saves a stage in a form that is not known here.");
    }

    private static long Place(byte[] stage, int at) => stage.Length >= HeaderLength
        ? BinaryPrimitives.ReadInt64LittleEndian(stage.AsSpan(at))
        : throw new FormatException("ML.NET saves a stage in a form that is not known here.");
}
