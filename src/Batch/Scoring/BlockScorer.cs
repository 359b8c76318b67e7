using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Batch.Inputs;
using MlNetShallow.Data.Files;
using MlNetShallow.Data.Tables;
using MlNetShallow.Engines;

namespace MlNetShallow.Batch.Scoring;

/// <summary>Scores inputs in blocks: their features one by one, as the model's stages make them, their logits together. The
/// results are bit for bit those of the model's own <c>Transform</c>. For one thread.</summary>
internal abstract class BlockScorer : IDisposable
{
    /// <summary>How many of the inputs that were scored last have scores though they lack a number.</summary>
    public abstract int FilledIn { get; }

    /// <summary>Scores some inputs.</summary>
    /// <param name="items">The inputs.</param>
    /// <param name="errors">Takes for each input why it has no scores; null where it has. A score that is no finite number is
    /// none.</param>
    /// <returns>The n2 logits of each input; undefined where it has an error.</returns>
    public abstract ReadOnlySpan<float> Score(ReadOnlySpan<InputItem> items, Span<string?> errors);

    public abstract void Dispose();
}

/// <inheritdoc/>
internal sealed class BlockScorer<TElement> : BlockScorer
    where TElement : unmanaged, INumber<TElement>
{
    private readonly ShallowNetwork<float> _network;
    private readonly ModelRow _input;
    private readonly DataViewRow _output;
    private readonly ValueGetter<VBuffer<TElement>> _getFeatures;
    private readonly ValueGetter<float>? _getOffset;
    private readonly List<float> _offsets = [];
    private readonly FeatureMatrix<TElement> _matrix;
    private readonly VectorizedEngine<float> _engine = new(numberOfThreads: 1);
    private readonly RowScorer<float> _sparse;
    private readonly List<int> _dense = [];
    private readonly List<(NumberGap Gap, string Column)?> _gaps = [];
    private VBuffer<TElement> _features;
    private int _filledIn;
    private float[] _logits = [];
    private float[] _denseLogits = [];

    public BlockScorer(ShallowNetwork<float> network, ITransformer features, string column, string? offset, ModelRow input)
    {
        _network = network;
        _input = input;
        IRowToRowMapper mapper = features.GetRowToRowMapper(input.Schema);
        string[] read = offset is null ? [column] : [column, offset];
        _output = mapper.GetRow(input, read.Select(name => mapper.OutputSchema[name]));
        _getFeatures = _output.GetGetter<VBuffer<TElement>>(_output.Schema[column]);
        _getOffset = offset is null ? null : _output.GetGetter<float>(_output.Schema[offset]);
        _matrix = FeatureMatrix.Create<TElement>(network.Shape.Inputs);
        _sparse = network.CreateScorer();
    }

    public override int FilledIn => _filledIn;

    public override ReadOnlySpan<float> Score(ReadOnlySpan<InputItem> items, Span<string?> errors)
    {
        int outputs = _network.Shape.Outputs;
        if (_logits.Length < items.Length * outputs)
            (_logits, _denseLogits) = (new float[items.Length * outputs], new float[items.Length * outputs]);
        var clock = new StageClock();
        _matrix.Clear();
        _dense.Clear();
        _gaps.Clear();
        _offsets.Clear();
        for (int i = 0; i < items.Length; i++)
        {
            errors[i] = null;
            _gaps.Add(null);
            _offsets.Add(0);
            try
            {
                Read(items[i], i);
            }
            // What is wrong with an input is said of it, and stops no other. A path can be none at all.
            catch (Exception exception) when (
                exception is FormatException or IOException or UnauthorizedAccessException or ArgumentException)
            {
                errors[i] = ErrorLine.Of(exception);
            }
        }

        clock.EndOf("features");
        if (_dense.Count > 0)
        {
            Span<float> logits = _denseLogits.AsSpan(0, _dense.Count * outputs);
            _network.Logits(_matrix, _engine, logits);
            for (int i = 0; i < _dense.Count; i++)
                logits.Slice(i * outputs, outputs).CopyTo(_logits.AsSpan(_dense[i] * outputs));
        }

        // An infinite one makes the logit infinite, which is found below.
        for (int i = 0; _getOffset is not null && i < items.Length; i++)
            _logits[i] += _offsets[i];
        CheckFinite(items.Length, errors);
        clock.EndOf("network");
        return _logits.AsSpan(0, items.Length * outputs);
    }

    public override void Dispose()
    {
        _output.Dispose();
        _input.Dispose();
    }

    private void CheckFinite(int items, Span<string?> errors)
    {
        int outputs = _network.Shape.Outputs;
        _filledIn = 0;
        for (int i = 0; i < items; i++)
        {
            if (errors[i] is not null)
                continue;
            bool isFinite = true;
            foreach (float logit in _logits.AsSpan(i * outputs, outputs))
                isFinite &= float.IsFinite(logit);
            if (!isFinite)
                errors[i] = WhyNotFinite(_gaps[i]);
            else if (_gaps[i]?.Gap == NumberGap.Missing)
                _filledIn++;
        }
    }

    private static string WhyNotFinite((NumberGap Gap, string Column)? gap) => gap switch
    {
        (NumberGap.Missing, { } column) => $"There is no number in the column '{column}', and the model does not fill it in.",
        (_, { } column) => $"The number in the column '{column}' is infinite.",
        _ => "The network's output is no finite number: a feature is none, or too large.",
    };

    private void Read(in InputItem item, int place)
    {
        _input.MoveTo(in item);
        _gaps[place] = _input.FindGap();
        _getFeatures(ref _features);
        if (_features.Length != _network.Shape.Inputs)
            throw new FormatException($"There are {_features.Length} features; the network takes {_network.Shape.Inputs}.");
        float offset = 0;
        _getOffset?.Invoke(ref offset);
        _offsets[place] = offset;
        if (_features.IsDense)
        {
            _features.GetValues().CopyTo(_matrix.AddRow());
            _dense.Add(place);
            return;
        }

        int outputs = _network.Shape.Outputs;
        _sparse.Logits(_features.GetIndices(), _features.GetValues(), _logits.AsSpan(place * outputs, outputs));
    }
}
