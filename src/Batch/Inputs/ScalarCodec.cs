namespace MlNetShallow.Batch.Inputs;

/// <inheritdoc/>
internal sealed class ScalarCodec<T>(Action<BinaryWriter, T> write, Func<BinaryReader, T> read) : ColumnCodec<T>
{
    public override void Write(BinaryWriter to, in T value) => write(to, value);

    public override object Read(BinaryReader from) => read(from)!;

    protected override ColumnCodec OfVectors() => new VectorCodec<T>(write, read);
}
