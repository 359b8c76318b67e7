using MlNetShallow.Training.Selection;

namespace MlNetShallow.Serialization;

/// <summary>The binary form of what cross-validation gave, as <see cref="NetworkFormat"/> describes it.</summary>
internal static class CrossValidationFormat
{
    private const int StageLength = sizeof(double) + sizeof(int);

    public static void Write(BinaryWriter writer, CrossValidationResult? result)
    {
        writer.Write(result is not null);
        if (result is null)
            return;
        writer.Write(result.L2Regularization);
        writer.Write(result.Cost);
        writer.Write(result.Metric);
        writer.Write(result.CostOfGuessing);
        writer.Write(result.Temperature);
        writer.Write(result.Rows);
        writer.Write(result.Path.Count);
        foreach (PenaltyStage stage in result.Path)
        {
            writer.Write(stage.L2Regularization);
            writer.Write(stage.Epochs);
        }

        writer.Write(result.Scores.Count);
        foreach (PenaltyScore score in result.Scores)
        {
            writer.Write(score.L2Regularization);
            writer.Write(score.Epochs);
            writer.Write(score.Cost);
            writer.Write(score.FoldCosts.Count);
            foreach (double cost in score.FoldCosts)
                writer.Write(cost);
        }
    }

    /// <exception cref="FormatException">It makes no sense.</exception>
    public static CrossValidationResult? Read(ref ByteReader reader)
    {
        if (!reader.ReadBoolean())
            return null;
        double l2 = reader.ReadDouble(), cost = reader.ReadDouble(), metric = reader.ReadDouble();
        double guessing = reader.ReadDouble(), temperature = reader.ReadDouble();
        long rows = reader.ReadInt64();
        var path = new PenaltyStage[Count(ref reader, StageLength)];
        for (int i = 0; i < path.Length; i++)
            path[i] = new PenaltyStage(reader.ReadDouble(), reader.ReadInt32());
        var scores = new PenaltyScore[Count(ref reader, StageLength + sizeof(double) + sizeof(int))];
        for (int i = 0; i < scores.Length; i++)
        {
            double tried = reader.ReadDouble();
            int epochs = reader.ReadInt32();
            double mean = reader.ReadDouble();
            var folds = new double[Count(ref reader, sizeof(double))];
            for (int fold = 0; fold < folds.Length; fold++)
                folds[fold] = reader.ReadDouble();
            scores[i] = new PenaltyScore(tried, epochs, mean, folds);
        }

        return path.Length > 0
            ? new CrossValidationResult(l2, scores, cost, metric, guessing, temperature, rows, path)
            : throw new FormatException("The cross-validation has no stages: it is damaged.");
    }

    /// <summary>A number of things that are really there.</summary>
    private static int Count(ref ByteReader reader, int length)
    {
        int count = reader.ReadInt32();
        return count >= 0 && count <= reader.Remaining / length
            ? count
            : throw new FormatException(
                $"A cross-validation with {count} parts does not fit in {reader.Remaining} bytes: it is cut off or damaged.");
    }
}
