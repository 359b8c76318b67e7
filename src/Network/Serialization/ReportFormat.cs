namespace MlNetShallow.Serialization;

/// <summary>The part of <see cref="NetworkFormat"/> that holds how a network was trained.</summary>
internal static class ReportFormat
{
    public static void Write(BinaryWriter writer, TrainingReport report)
    {
        writer.Write(report.Rows);
        writer.Write(report.SkippedRows);
        writer.Write((byte)report.StopReason);
        HistoryFormat.Write(writer, report.History);
        CrossValidationFormat.Write(writer, report.CrossValidation);
    }

    /// <exception cref="FormatException">It makes no sense.</exception>
    public static TrainingReport Read(ref ByteReader reader, int version)
    {
        long rows = reader.ReadInt64(), skipped = reader.ReadInt64();
        var reason = (StopReason)reader.ReadByte();
        if (!Enum.IsDefined(reason))
            throw new FormatException($"There is no reason {(int)reason} to end a training: the model is damaged.");
        TrainingHistory history = HistoryFormat.Read(ref reader);
        return new TrainingReport(history, reason, rows, skipped)
        {
            CrossValidation = version > 2 ? CrossValidationFormat.Read(ref reader) : null,
        };
    }
}
