namespace MlNetShallow.Serialization;

/// <summary>The binary form of a history, as <see cref="NetworkFormat"/> describes it.</summary>
internal static class HistoryFormat
{
    private const int RecordLength = 1 + (5 * sizeof(double));

    // 3,000 years, of which a TimeSpan holds some.
    private const double MostSeconds = 1e11;

    public static void Write(BinaryWriter writer, TrainingHistory history)
    {
        writer.Write(history.BestEpoch);
        writer.Write(history.Count);
        foreach (EpochRecord epoch in history)
        {
            writer.Write(epoch.ValidationCost.HasValue);
            writer.Write(epoch.Cost);
            writer.Write(epoch.ValidationCost ?? 0);
            writer.Write(epoch.ValidationMetric ?? 0);
            writer.Write(epoch.LearningRate);
            writer.Write(epoch.Seconds);
        }
    }

    /// <exception cref="FormatException">It makes no sense.</exception>
    public static TrainingHistory Read(ref ByteReader reader)
    {
        int bestEpoch = reader.ReadInt32(), count = reader.ReadInt32();
        if (count < 0 || bestEpoch < 0 || bestEpoch > count || count > reader.Remaining / RecordLength)
        {
            throw new FormatException(
                $"A history of {count} epochs, the best of which is {bestEpoch}, does not fit in {reader.Remaining} bytes: " +
                "it is cut off or damaged.");
        }

        var records = new EpochRecord[count];
        double total = 0;
        for (int i = 0; i < count; i++)
        {
            bool isValidated = reader.ReadBoolean();
            double cost = reader.ReadDouble(), validationCost = reader.ReadDouble(), metric = reader.ReadDouble();
            double rate = reader.ReadDouble(), seconds = reader.ReadDouble();
            total += seconds;
            if (!(seconds >= 0 && total <= MostSeconds))
                throw new FormatException(FormattableString.Invariant(
                    $"Epoch {i + 1} of a history took {seconds} seconds: it is damaged."));
            records[i] = new EpochRecord(
                i + 1, cost, isValidated ? validationCost : null, isValidated ? metric : null, rate, seconds);
        }

        return new TrainingHistory(records, bestEpoch);
    }
}
