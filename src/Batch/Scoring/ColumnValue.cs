using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Batch.Inputs;
using MlNetShallow.Data.Tables;

namespace MlNetShallow.Batch.Scoring;

/// <summary>The value that an input has in one of the model's columns.</summary>
internal abstract class ColumnValue
{
    public abstract Delegate Getter { get; }

    /// <summary>What is wrong with the value, where it is a number or a vector.</summary>
    public abstract NumberGap Gap { get; }

    /// <summary>Takes it from an input.</summary>
    /// <exception cref="FormatException">The input has no such value.</exception>
    public abstract void Set(in InputItem item);
}

/// <inheritdoc/>
internal sealed class ColumnValue<T>(ColumnValue<T>.Reader read) : ColumnValue
{
    private T _value = default!;

    public delegate void Reader(in InputItem item, ref T value);

    public override Delegate Getter => (ValueGetter<T>)Get;

    public override NumberGap Gap => _value switch
    {
        float number => NumberGaps.Of(number),
        VBuffer<float> vector => NumberGaps.Of(in vector),
        _ => NumberGap.None,
    };

    public override void Set(in InputItem item) => read(in item, ref _value);

    private void Get(ref T value) => value = _value;
}
