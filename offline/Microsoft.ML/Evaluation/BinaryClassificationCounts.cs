namespace Microsoft.ML.Data;

/// <summary>What the metrics of a binary classifier are computed from: the counts, the losses and the scored rows.</summary>
internal sealed class BinaryClassificationCounts
{
    private double _lossPositives;
    private double _lossNegatives;
    private double _loss;

    internal List<(float Score, bool IsPositive)> Rows { get; } = [];

    internal double TruePositives { get; private set; }

    internal double FalseNegatives { get; private set; }

    internal double FalsePositives { get; private set; }

    internal double TrueNegatives { get; private set; }

    internal double Accuracy => (TrueNegatives + TruePositives) / Total;

    internal double Entropy => EntropyOf((TruePositives + FalseNegatives) / Total);

    internal double LogLoss => double.IsNaN(_loss) ? double.NaN : LossRows > 0 ? _loss / LossRows : 0;

    internal double LogLossReduction
    {
        get
        {
            if (LossRows == 0)
                return 0;

            double prior = EntropyOf(_lossPositives / LossRows);
            return (prior - _loss / LossRows) / prior;
        }
    }

    private double Total => TruePositives + TrueNegatives + FalseNegatives + FalsePositives;

    private double LossRows => _lossPositives + _lossNegatives;

    internal void Add(float score, float probability, bool isPositive)
    {
        Rows.Add((score, isPositive));
        bool predictedPositive = score > 0;
        if (isPositive && predictedPositive)
            TruePositives++;
        else if (isPositive)
            FalseNegatives++;
        else if (predictedPositive)
            FalsePositives++;
        else
            TrueNegatives++;

        // As in ML.NET, a row without a probability is not counted, and yet makes the loss NaN.
        if (!float.IsNaN(probability) && isPositive)
            _lossPositives++;
        else if (!float.IsNaN(probability))
            _lossNegatives++;

        _loss -= Math.Log(isPositive ? probability : 1.0 - probability, 2);
    }

    private static double EntropyOf(double probability) => probability is 0 or 1
        ? 0
        : -probability * Math.Log(probability, 2) - (1 - probability) * Math.Log(1 - probability, 2);
}
