using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace MlNetShallow.Serialization;

/// <summary>
/// The binary form of a network in single precision. All numbers are little-endian:
/// <code>
/// bytes   content
/// 8       magic number "MLNSHNET"
/// 4       format version, 1
/// 1 + n   the producer's version: its length n, then n bytes of UTF-8
/// 4 4 4   inputs n0, hidden units n1, outputs n2
/// 1 1     activation, output layer
/// 4 · p   W1, b1, W2, b2, row by row, p = n1 (n0 + 1) + n2 (n1 + 1), or n2 (n0 + 1) without hidden units
/// 32      SHA-256 of all that stands before
/// </code>
/// A reader of a later version of the project reads every format version so far.
/// </summary>
public static class NetworkFormat
{
    /// <summary>The format version that this library writes, and the latest that it reads.</summary>
    public const int Version = 1;

    private const int ChecksumLength = SHA256.HashSizeInBytes;

    private static ReadOnlySpan<byte> Magic => "MLNSHNET"u8;

    private static string ProducerVersion { get; } =
        typeof(NetworkFormat).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>Writes a network.</summary>
    /// <returns>The bytes described above.</returns>
    public static byte[] Write(ShallowNetwork<float> network)
    {
        ArgumentNullException.ThrowIfNull(network);
        NetworkShape shape = network.Shape;
        byte[] producer = Encoding.UTF8.GetBytes(ProducerVersion);
        using var stream = new MemoryStream(1024 + (sizeof(float) * shape.ParameterCount));
        using var writer = new BinaryWriter(stream);

        writer.Write(Magic);
        writer.Write(Version);
        writer.Write(checked((byte)producer.Length));
        writer.Write(producer);
        writer.Write(shape.Inputs);
        writer.Write(shape.HiddenUnits);
        writer.Write(shape.Outputs);
        writer.Write((byte)shape.Activation);
        writer.Write((byte)shape.OutputLayer);
        foreach (float value in network.CopyParameters().Values)
            writer.Write(value);
        writer.Write(SHA256.HashData(stream.GetBuffer().AsSpan(0, (int)stream.Position)));
        return stream.ToArray();
    }

    /// <summary>Reads what <see cref="Write"/> wrote. Allocates only what the bytes really hold.</summary>
    /// <exception cref="FormatException">The bytes are no network, are cut off or changed, or come from a later version; the
    /// message says which.</exception>
    public static ShallowNetwork<float> Read(ReadOnlySpan<byte> bytes)
    {
        var header = new ByteReader(bytes);
        if (!bytes.StartsWith(Magic))
            throw new FormatException("These bytes are no network of MlNetShallow: the magic number is missing.");

        header.Read(Magic.Length);
        int version = header.ReadInt32();
        string producer = Encoding.UTF8.GetString(header.Read(header.ReadByte()));
        if (version is < 1 or > Version)
        {
            throw new FormatException(
                $"The network has format version {version}, written by MlNetShallow {producer}; this is MlNetShallow " +
                $"{ProducerVersion}, which reads format versions up to {Version}. Use a later MlNetShallow.");
        }

        int inputs = header.ReadInt32(), hiddenUnits = header.ReadInt32(), outputs = header.ReadInt32();
        var shape = Shape(inputs, hiddenUnits, (Activation)header.ReadByte(), (OutputLayer)header.ReadByte(), outputs);

        long expected = (sizeof(float) * (long)shape.ParameterCount) + ChecksumLength;
        if (header.Remaining != expected)
        {
            throw new FormatException(
                $"A network of {inputs} inputs, {hiddenUnits} hidden units and {outputs} outputs has {expected} bytes after " +
                $"its header; there are {header.Remaining}. The model is cut off or damaged.");
        }

        Span<byte> checksum = stackalloc byte[ChecksumLength];
        SHA256.HashData(bytes[..^ChecksumLength], checksum);
        if (!checksum.SequenceEqual(bytes[^ChecksumLength..]))
            throw new FormatException("The network's checksum is wrong: the model is damaged.");

        var parameters = new NetworkParameters<float>(shape);
        foreach (ref float value in parameters.Values)
            value = header.ReadSingle();
        return new ShallowNetwork<float>(parameters);
    }

    private static NetworkShape Shape(int inputs, int hiddenUnits, Activation activation, OutputLayer outputLayer, int outputs)
    {
        try
        {
            return new NetworkShape(inputs, hiddenUnits, activation, outputLayer, outputs);
        }
        catch (ArgumentOutOfRangeException error)
        {
            throw new FormatException("The network's dimensions make no sense; the model is damaged. " + error.Message, error);
        }
    }
}
