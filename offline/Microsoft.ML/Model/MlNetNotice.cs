using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Microsoft.ML;

/// <summary>
/// What ML.NET finds when it opens a model of the subset. It first reads the header of the root entry and loads the assembly
/// that is named there: the name is a sentence, which so becomes its error message.
/// </summary>
internal static class MlNetNotice
{
    internal const string EntryName = "Model.key";
    private const int HeaderSize = 256;
    private const string Text = "This model was saved by the offline subset of ML.NET and loads only there - "
        + "train and save it with the Microsoft.ML packages";

    internal static byte[] GetBytes()
    {
        int nameSize = Text.Length * sizeof(char);
        var bytes = new byte[HeaderSize + nameSize + sizeof(ulong)];
        Write(0x00, 0x4C45444F4D004C4D); // the file's signature, "ML", 0, "MODEL"
        Write(0x08, 0x0001000200010002); // the format's version, as written and as readable
        Write(0x10, HeaderSize); // where the model starts; it is empty
        Write(0x80, HeaderSize + nameSize); // where the closing signature starts
        Write(0x88, bytes.Length);
        Write(0x90, HeaderSize); // where the assembly's name starts
        Write(0x98, nameSize);
        MemoryMarshal.AsBytes(Text.AsSpan()).CopyTo(bytes.AsSpan(HeaderSize));
        Write(HeaderSize + nameSize, 0x4D4C004D4F44454C); // the signature again, backwards
        return bytes;

        void Write(int offset, long value) => BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(offset), value);
    }
}
