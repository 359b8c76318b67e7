using Microsoft.ML;
using MlNetShallow.Sample.Batch.Inputs;

namespace MlNetShallow.Sample.Batch.Scoring;

/// <summary>The value that an input has in one of the model's columns.</summary>
internal abstract class ColumnValue
{
    public abstract Delegate Getter { get; }

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

    public override void Set(in InputItem item) => read(in item, ref _value);

    private void Get(ref T value) => value = _value;
}
