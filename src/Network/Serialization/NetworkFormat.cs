using System.Collections.ObjectModel;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace MlNetShallow.Serialization;

/// <summary>
/// The binary form of a network in single precision, and of how it was trained. All numbers are little-endian:
/// <code>
/// bytes   content
/// 8       magic number "MLNSHNET"
/// 4       format version, 4, or 5 with several hidden layers
/// 1 + n   the producer's version: its length n, then n bytes of UTF-8
/// 4 4 4   inputs n0, hidden units n1, outputs n2; from format version 5 on inputs (4), the number of hidden layers (4), at most
///         64, the units of each (4), and outputs (4)
/// 1 1     activation, output layer
/// 4 · p   W1, b1, W2, b2 and so on, row by row, p = Σ n[l] (n[l−1] + 1), which is n2 (n0 + 1) without hidden units
/// r       how it was trained, see below; nothing in format version 1
/// n       from format version 4 on, notes: their number (4), and of each a name and a text, both as their length in bytes,
///         seven bits a byte, the lowest first, and UTF-8
/// 32      SHA-256 of all that stands before
/// </code>
/// How it was trained is a byte of 0 where that is not known, else a byte of 1 and
/// <code>
/// 8 8     the numbers of examples and of skipped examples
/// 1       why training ended
/// 4 4     the epoch that the weights are of, and the number of epochs e
/// 41 · e  a byte of 1 where there were validation examples, else 0; then in double precision the cost, the validation cost
///         and metric (0 where there were none), the learning rate and the seconds of an epoch
/// c       from format version 3 on, what cross-validation gave
/// </code>
/// What cross-validation gave is a byte of 0 where there was none, else a byte of 1 and
/// <code>
/// 8 · 5   λ, cost, metric, cost of guessing, temperature
/// 8       the number of examples in the folds
/// 4       the number of stages, and of each λ (8) and epochs (4)
/// 4       the number of λs tried, and of each λ (8), epochs (4), cost (8), the number of folds (4) and their costs (8 each)
/// </code>
/// A reader of a later version of the project reads every format version so far. Thread-safe.
/// </summary>
public static class NetworkFormat
{
    /// <summary>The latest format version that this library reads. It writes it where the one before does not tell all of a
    /// network, as of one with several hidden layers; others it writes so that earlier versions of it read them.</summary>
    public const int Version = 5;

    /// <summary>The latest format version without several hidden layers.</summary>
    private const int FlatVersion = 4;

    private const int ChecksumLength = SHA256.HashSizeInBytes;

    private static readonly IReadOnlyDictionary<string, string> NoNotes = ReadOnlyDictionary<string, string>.Empty;

    private static ReadOnlySpan<byte> Magic => "MLNSHNET"u8;

    internal static string ProducerVersion { get; } =
        typeof(NetworkFormat).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>Writes a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="report">How it was trained; null where it is not known.</param>
    /// <param name="notes">What else is to be kept with it, by name; null for nothing.</param>
    /// <returns>The bytes described above.</returns>
    public static byte[] Write(
        ShallowNetwork<float> network, TrainingReport? report = null, IReadOnlyDictionary<string, string>? notes = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        NetworkShape shape = network.Shape;
        byte[] producer = Encoding.UTF8.GetBytes(ProducerVersion);
        using var stream = new MemoryStream(1024 + (sizeof(float) * shape.ParameterCount));
        using var writer = new BinaryWriter(stream);

        bool isFlat = ShapeFormat.IsTold(shape);
        writer.Write(Magic);
        writer.Write(isFlat ? FlatVersion : Version);
        writer.Write(checked((byte)producer.Length));
        writer.Write(producer);
        if (isFlat)
            ShapeFormat.Write(writer, shape);
        else
            ShapeFormat.WriteLayers(writer, shape);
        foreach (float value in network.Values)
            writer.Write(value);
        writer.Write(report is not null);
        if (report is not null)
            ReportFormat.Write(writer, report);
        NotesFormat.Write(writer, notes);
        writer.Write(SHA256.HashData(stream.GetBuffer().AsSpan(0, (int)stream.Position)));
        return stream.ToArray();
    }

    /// <summary>Reads what <see cref="Write"/> wrote. Allocates only what the bytes really hold.</summary>
    /// <exception cref="FormatException">The bytes are no network, are cut off or changed, have a weight or bias that is no
    /// finite number, or come from a later version; the message says which.</exception>
    public static StoredNetwork Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new ByteReader(bytes);
        if (!bytes.StartsWith(Magic))
            throw new FormatException("These bytes are no network of MlNetShallow: the magic number is missing.");

        reader.Read(Magic.Length);
        int version = reader.ReadInt32();
        string producer = Encoding.UTF8.GetString(reader.Read(reader.ReadByte()));
        if (version is < 1 or > Version)
        {
            throw new FormatException(
                $"The network has format version {version}, written by MlNetShallow {producer}; this is MlNetShallow " +
                $"{ProducerVersion}, which reads format versions up to {Version}. " +
                (version > Version ? "Use a later MlNetShallow." : "The model is damaged."));
        }

        NetworkShape shape = version > FlatVersion ? ShapeFormat.ReadLayers(ref reader) : ShapeFormat.Read(ref reader);
        long expected = (sizeof(float) * (long)shape.ParameterCount) + LeastAfterWeights(version) + ChecksumLength;
        if (reader.Remaining < expected)
        {
            throw new FormatException(
                $"A network of {shape.Inputs} inputs, {shape.HiddenLayers} hidden units and {shape.Outputs} outputs has at " +
                $"least {expected} bytes after its header; there are {reader.Remaining}. The model is cut off or damaged.");
        }

        Span<byte> checksum = stackalloc byte[ChecksumLength];
        SHA256.HashData(bytes[..^ChecksumLength], checksum);
        if (!checksum.SequenceEqual(bytes[^ChecksumLength..]))
            throw new FormatException("The network's checksum is wrong: the model is cut off or damaged.");

        var parameters = new NetworkParameters<float>(shape);
        foreach (ref float value in parameters.Values)
            value = reader.ReadSingle();
        if (FiniteCheck.Refusal(parameters) is { } refusal)
            throw new FormatException($"{refusal} The model is damaged, or its training went wrong.");
        TrainingReport? report = version > 1 && reader.ReadBoolean() ? ReportFormat.Read(ref reader, version) : null;
        IReadOnlyDictionary<string, string> notes = version > 3 ? NotesFormat.Read(ref reader) : NoNotes;
        return reader.Remaining == ChecksumLength
            ? new StoredNetwork(ShallowNetwork<float>.Owning(parameters), report, producer) { Notes = notes }
            : throw new FormatException(
                $"{reader.Remaining - ChecksumLength} bytes stand behind the network that are none of it: the model is damaged.");
    }

    private static int LeastAfterWeights(int version) => version switch
    {
        1 => 0,
        2 or 3 => sizeof(byte),
        _ => sizeof(byte) + sizeof(int),
    };
}
