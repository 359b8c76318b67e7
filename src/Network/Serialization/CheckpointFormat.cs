using System.Security.Cryptography;
using System.Text;
using MlNetShallow.Training.Checkpoints;
using MlNetShallow.Training.Selection;

namespace MlNetShallow.Serialization;

/// <summary>
/// The binary form of a checkpoint: the magic number "MLNSHCHK", the format version, the producer's version, what the
/// checkpoint is of, the history, what cross-validation gave, the state, a checksum. Format version 4 differs from 3 in that it
/// has room for several hidden layers. No other format version is read: a checkpoint lives as long as a training.
/// </summary>
internal static class CheckpointFormat
{
    private const int Version = 4;
    private const int FlatVersion = 3;
    private const int ChecksumLength = SHA256.HashSizeInBytes;
    private const byte NotEnded = byte.MaxValue;

    private static ReadOnlySpan<byte> Magic => "MLNSHCHK"u8;

    public static byte[] Write(TrainingCheckpoint checkpoint)
    {
        using var stream = new MemoryStream(4096 + checkpoint.State.Length);
        using var writer = new BinaryWriter(stream);
        CheckpointSubject subject = checkpoint.Subject;
        writer.Write(Magic);
        bool isFlat = ShapeFormat.IsTold(subject.Shape);
        writer.Write(isFlat ? FlatVersion : Version);
        WriteText(writer, NetworkFormat.ProducerVersion);
        if (isFlat)
            ShapeFormat.Write(writer, subject.Shape);
        else
            ShapeFormat.WriteLayers(writer, subject.Shape);
        writer.Write((byte)subject.Form);
        writer.Write((byte)subject.Precision);
        writer.Write(subject.Examples);
        writer.Write(subject.ValidationExamples);
        writer.Write(checked((byte)subject.Options.Count));
        foreach (var (name, value) in subject.Options)
        {
            WriteText(writer, name);
            WriteText(writer, value);
        }

        writer.Write(checkpoint.StopReason is { } reason ? (byte)reason : NotEnded);
        HistoryFormat.Write(writer, checkpoint.History);
        CrossValidationFormat.Write(writer, checkpoint.CrossValidation);
        writer.Write(checkpoint.State);
        writer.Write(SHA256.HashData(stream.GetBuffer().AsSpan(0, (int)stream.Position)));
        return stream.ToArray();
    }

    /// <exception cref="FormatException">The bytes are no checkpoint, or damaged, or of another version.</exception>
    public static TrainingCheckpoint Read(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.StartsWith(Magic) || bytes.Length < Magic.Length + ChecksumLength)
            throw new FormatException("This is no checkpoint of MlNetShallow, or it is cut off.");

        // Before all else: where the checksum of another version stands is not known here.
        var reader = new ByteReader(bytes[Magic.Length..^ChecksumLength]);
        int version = reader.ReadInt32();
        string producer = ReadText(ref reader);
        if (version is not (Version or FlatVersion))
        {
            throw new FormatException(
                $"The checkpoint has format version {version}, written by MlNetShallow {producer}; this is MlNetShallow " +
                $"{NetworkFormat.ProducerVersion}, which resumes from checkpoints of versions {FlatVersion} and {Version}." +
                (version > Version ? " Use a later MlNetShallow." : ""));
        }

        Span<byte> checksum = stackalloc byte[ChecksumLength];
        SHA256.HashData(bytes[..^ChecksumLength], checksum);
        if (!checksum.SequenceEqual(bytes[^ChecksumLength..]))
            throw new FormatException("The checkpoint's checksum is wrong: it is cut off or damaged.");

        NetworkShape shape = version == FlatVersion ? ShapeFormat.Read(ref reader) : ShapeFormat.ReadLayers(ref reader);
        var form = (TrainingForm)reader.ReadByte();
        int precision = reader.ReadByte();
        long examples = reader.ReadInt64(), validationExamples = reader.ReadInt64();
        var options = new (string, string)[reader.ReadByte()];
        for (int i = 0; i < options.Length; i++)
            options[i] = (ReadText(ref reader), ReadText(ref reader));
        byte reason = reader.ReadByte();
        if (reason != NotEnded && !Enum.IsDefined((StopReason)reason))
            throw new FormatException($"There is no reason {reason} to end a training: the checkpoint is damaged.");
        TrainingHistory history = HistoryFormat.Read(ref reader);
        CrossValidationResult? crossValidation = CrossValidationFormat.Read(ref reader);
        return new TrainingCheckpoint(
            new CheckpointSubject(shape, form, precision, examples, validationExamples, options),
            history, reason == NotEnded ? null : (StopReason)reason, crossValidation,
            reader.Read(reader.Remaining).ToArray());
    }

    private static void WriteText(BinaryWriter writer, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        writer.Write(bytes.Length);
        writer.Write(bytes);
    }

    private static string ReadText(ref ByteReader reader) => Encoding.UTF8.GetString(reader.Read(reader.ReadInt32()));
}
