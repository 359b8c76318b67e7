using System.Buffers.Binary;
using MlNetShallow.Serialization;
using MlNetShallow.Tests.Shared;

namespace MlNetShallow.Network.Tests.Serialization;

/// <summary>Files that are made to fill the memory of their reader, or to make it wait.</summary>
public sealed class HostileFileTests : IDisposable
{
    // Where ModelZip.Table has what, from the start of the table or of the list of its columns.
    private const int ListAt = 24, RowsAt = 40, ColumnsAt = 48;
    private const int NameAt = 0, CodecAt = 6, ParametersAt = 15, CompressionAt = 16, LookupAt = 18;

    private const long Mebi = 1 << 20;

    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void TheTablesOfTheseTestsAreReadWhereNothingIsWrongWithThem()
    {
        byte[] network = Network();

        foreach (byte compression in (byte[])[0, 1])
        {
            byte[] table = ModelZip.Table(
                ModelZip.TextBlock(Convert.ToBase64String(network)), compression: compression);
            File.WriteAllBytes(_file, ModelZip.Of(table));
            Assert.Equal(NetworkFormat.Read(network).Network.W1.ToArray(), NetworkFile.Read(_file).Network.W1.ToArray());
        }
    }

    [Fact]
    public void AnEntryThatDecompressesToTooMuchIsRefusedAtTheCap()
    {
        byte[] zip = ModelZip.Of(new byte[80 * Mebi]);
        Assert.InRange(zip.Length, 0, 100_000);

        string message = Refusal(zip, mostAllocated: 400 * Mebi);

        Assert.Contains(
            $"its entry 'Transform_000/DefaultMap.idv' decompresses to too much: of a file of {zip.Length} bytes at most " +
            $"{(64 * Mebi) + (8 * zip.Length)} bytes are decompressed",
            message, StringComparison.Ordinal);
    }

    [Fact]
    public void ABlockThatDecompressesToTooMuchIsRefusedAtTheCap()
    {
        // Compressed twice: 80 MiB in less than a kilobyte.
        byte[] zip = ModelZip.Of(ModelZip.Table(new byte[80 * Mebi]));
        Assert.InRange(zip.Length, 0, 1024);

        Assert.Contains("a block of a table decompresses to too much", Refusal(zip, 400 * Mebi), StringComparison.Ordinal);
    }

    [Fact]
    public void TheCapIsOnAllEntriesTogether()
    {
        // Each decompresses to a megabyte and is no map of one key; a zip file may list one entry's bytes many times.
        byte[] table = ModelZip.Table(new byte[1000], rows: 2);
        byte[] zip = ModelZip.WithEntryRepeated(ModelZip.Of([.. table, .. new byte[Mebi]]), times: 200);

        Assert.Contains("decompresses to too much", Refusal(zip, 400 * Mebi), StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherEntryIsNotDecompressedAtAll()
    {
        using (FileStream stream = File.Create(_file))
        {
            using var archive = new System.IO.Compression.ZipArchive(stream, System.IO.Compression.ZipArchiveMode.Create);
            using Stream entry = archive.CreateEntry("Version.txt").Open();
            entry.Write(new byte[80 * Mebi]);
        }

        Assert.Contains("no network", Refusal(File.ReadAllBytes(_file), Mebi), StringComparison.Ordinal);
    }

    [Fact]
    public void AStageThatFillsTheMemoryIsRefused()
    {
        byte[] zip = ModelZip.OfStage(new byte[80 * Mebi]);

        Assert.Contains("decompresses to too much", Refusal(zip, 400 * Mebi), StringComparison.Ordinal);
    }

    [Fact]
    public void ATextThatIsCutOffIsRefused()
    {
        byte[] network = NetworkFormat.Write(
            ShallowNetwork<float>.Initialize(new NetworkShape(3, 2), WeightInitialization.He, seed: 1));
        string text = WideText.Encode(network);
        for (int length = 4; length < text.Length; length++)
            Refusal(ModelZip.OfStage(System.Text.Encoding.Unicode.GetBytes($"(key) => \"{text[..length]}\"")), Mebi);
    }

    [Fact]
    public void ABlockOfManyRowsIsNotReadForEachOfThem()
    {
        byte[] zip = ModelZip.Of(ModelZip.Table(new byte[8 * Mebi], rows: 1L << 40));

        Assert.Contains("no network", Refusal(zip, Mebi), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ListAt, long.MaxValue)]
    [InlineData(ListAt, -1L)]
    [InlineData(ColumnsAt, (long)int.MaxValue)]
    [InlineData(RowsAt, long.MinValue)]
    [InlineData(RowsAt, 0L)]
    public void NoNumberInATablesHeaderIsBelieved(int at, long value)
    {
        byte[] table = ModelZip.Map(Network());
        BinaryPrimitives.WriteInt64LittleEndian(table.AsSpan(at), value);

        Refusal(ModelZip.Of(table), Mebi);
    }

    [Theory]
    [InlineData(NameAt)]
    [InlineData(CodecAt)]
    [InlineData(ParametersAt)]
    public void NoLengthInTheListOfColumnsIsBelieved(int at)
    {
        // 2 GiB - 1, seven bits a byte; and a count that never ends.
        foreach (byte[] length in (byte[][])[[0xFF, 0xFF, 0xFF, 0xFF, 0x07], [0xFF, 0xFF, 0xFF, 0xFF, 0xFF]])
        {
            byte[] table = ModelZip.Map(Network());
            length.CopyTo(table, List(table) + at);

            Refusal(ModelZip.Of(table), Mebi);
        }
    }

    [Theory]
    [InlineData(0, long.MaxValue)]
    [InlineData(0, -256L)]
    [InlineData(sizeof(long), (long)int.MaxValue)]
    [InlineData(sizeof(long), 0xFFFFFFFFL)]
    public void NoBlockIsBelievedToStandOrReachBeyondItsTable(int at, long value)
    {
        byte[] table = ModelZip.Map(Network());
        int lookup = BinaryPrimitives.ReadInt32LittleEndian(table.AsSpan(List(table) + LookupAt));
        BinaryPrimitives.WriteInt64LittleEndian(table.AsSpan(lookup + at), value);

        Refusal(ModelZip.Of(table), Mebi);
    }

    [Fact]
    public void AnUnknownCompressionIsNamed()
    {
        byte[] table = ModelZip.Map(Network());
        table[List(table) + CompressionAt] = 9;

        Assert.Contains("a way (9)", Refusal(ModelZip.Of(table), Mebi), StringComparison.Ordinal);
    }

    [Fact]
    public void NoLengthOfATextIsBelieved()
    {
        byte[] block = ModelZip.TextBlock(Convert.ToBase64String(Network()));
        // The block's number of texts and the text's length in characters come before its length in bytes.
        ((byte[])[0xFF, 0xFF, 0xFF, 0xFF, 0x07]).CopyTo(block, 8);

        Assert.Contains("cut off", Refusal(ModelZip.Of(ModelZip.Table(block)), Mebi), StringComparison.Ordinal);
    }

    [Fact]
    public void ATextThatIsNoBase64IsRefused()
        => Assert.Contains(
            "no Base64",
            Refusal(ModelZip.Of(ModelZip.Table(ModelZip.TextBlock("TUxOU0hORV*"))), Mebi), StringComparison.Ordinal);

    [Fact]
    public void ATextOfManyZerosIsANetworkOfWhatItsHeaderSaysOrNone()
    {
        // 30 MiB of A after the magic number: zeros, and so no version of the format.
        string text = "TUxOU0hORVQC" + new string('A', 30 << 20);

        Refusal(ModelZip.Of(ModelZip.Table(ModelZip.TextBlock(text))), 160 * Mebi);
    }

    [Fact]
    public void DimensionsBeyondTheTextAreRefusedBeforeAnythingIsAllocated()
    {
        byte[] network = Network();
        int dimensionsAt = 13 + network[12];
        BinaryPrimitives.WriteInt32LittleEndian(network.AsSpan(dimensionsAt), 1 << 28);

        Assert.Contains(
            "268435456 inputs", Refusal(ModelZip.Of(ModelZip.Map(network)), Mebi), StringComparison.Ordinal);
    }

    /// <summary>The message with which the file is refused.</summary>
    private string Refusal(byte[] file, long mostAllocated)
    {
        File.WriteAllBytes(_file, file);
        long before = GC.GetAllocatedBytesForCurrentThread();
        string message = Assert.Throws<FormatException>(() => NetworkFile.Read(_file)).Message;
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, mostAllocated);
        Assert.StartsWith($"The network in '{_file}' cannot be read: ", message, StringComparison.Ordinal);
        return message;
    }

    private static int List(byte[] table) => BinaryPrimitives.ReadInt32LittleEndian(table.AsSpan(ListAt));

    private static byte[] Network()
        => NetworkFormat.Write(ShallowNetwork<float>.Initialize(new NetworkShape(3, 2), WeightInitialization.He, seed: 1));
}
