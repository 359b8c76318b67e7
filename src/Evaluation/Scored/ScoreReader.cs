using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.Evaluation.Scored;

/// <summary>Reads what a model of classes says of the row at hand.</summary>
internal abstract class ScoreReader
{
    /// <summary>The number of classes, where the column knows it.</summary>
    public abstract int? Count { get; }

    /// <summary>A score for each class.</summary>
    public float[] Values { get; private protected set; } = [];

    /// <summary>Of two classes, the probability of each; null for none.</summary>
    public float[]? Probabilities { get; private protected set; }

    /// <returns>Whether the row has a score.</returns>
    public abstract bool Read();

    /// <summary>One score, that of class 1.</summary>
    public sealed class OfTwo(DataViewRowCursor row, ScoredColumns columns) : ScoreReader
    {
        private readonly ValueGetter<float> _getScore = row.GetGetter<float>(columns.Score);
        private readonly ValueGetter<float>? _getProbability =
            columns.Probability is { } column ? row.GetGetter<float>(column) : null;

        public override int? Count => 2;

        /// <exception cref="InvalidDataException">A probability is below 0 or above 1.</exception>
        public override bool Read()
        {
            float score = 0, probability = 0;
            _getScore(ref score);
            Values = [-score, score];
            if (_getProbability is null)
                return float.IsFinite(score);
            _getProbability(ref probability);
            if (probability is < 0 or > 1)
            {
                throw new InvalidDataException(FormattableString.Invariant(
                    $"Row {row.Position + 1} has {probability} in column '{columns.Probability!.Value.Name}'; ")
                    + "a probability lies from 0 to 1.");
            }

            Probabilities = [1 - probability, probability];
            return float.IsFinite(score) && float.IsFinite(probability);
        }
    }

    /// <summary>A vector of scores, one for each class.</summary>
    public sealed class OfSeveral(DataViewRow row, DataViewSchema.Column column) : ScoreReader
    {
        private readonly ValueGetter<VBuffer<float>> _getScores = row.GetGetter<VBuffer<float>>(column);
        private VBuffer<float> _scores;

        public override int? Count => ((VectorDataViewType)column.Type).Size is > 0 and var size ? size : null;

        public override bool Read()
        {
            _getScores(ref _scores);
            Values = [.. _scores.DenseValues()];
            return Values.Length > 0 && Array.TrueForAll(Values, float.IsFinite);
        }
    }
}
