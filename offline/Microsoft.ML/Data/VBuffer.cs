namespace Microsoft.ML.Data;

/// <summary>A dense or sparse vector whose arrays can be used again for the next row.</summary>
public readonly struct VBuffer<T>
{
    public readonly int Length;
    private readonly int _count;
    private readonly T[]? _values;
    private readonly int[]? _indices;
    public VBuffer(int length, T[]? values, int[]? indices = null) : this(length, length, values, indices) { }

    public VBuffer(int length, int count, T[]? values, int[]? indices)
    {
        Contracts.CheckParam(length >= 0, nameof(length));
        Contracts.CheckParam(count >= 0 && count <= length, nameof(count));
        Contracts.CheckParam(count <= (values?.Length ?? 0), nameof(values));
        Contracts.CheckParam(count == length || count <= (indices?.Length ?? 0), nameof(indices));
        (Length, _count, _values, _indices) = (length, count, values, indices);
    }

    public bool IsDense => _count == Length;
    public ReadOnlySpan<T> GetValues() => _values.AsSpan(0, _count);
    public ReadOnlySpan<int> GetIndices() => IsDense ? default : _indices.AsSpan(0, _count);

    public IEnumerable<T> DenseValues()
    {
        for (int slot = 0, i = 0; slot < Length; slot++)
            yield return i < _count && (IsDense || _indices![i] == slot) ? _values![i++] : default!;
    }

    public void CopyTo(ref VBuffer<T> destination)
    {
        VBufferEditor<T> editor = VBufferEditor.Create(ref destination, Length, _count);
        GetValues().CopyTo(editor.Values);
        _indices.AsSpan(0, editor.Indices.Length).CopyTo(editor.Indices);
        destination = editor.Commit();
    }

    public void CopyTo(Span<T> destination)
    {
        Contracts.CheckParam(destination.Length >= Length, nameof(destination), "There are too few places for the values.");
        if (IsDense)
        {
            GetValues().CopyTo(destination);
            return;
        }

        destination[..Length].Clear();
        for (int i = 0; i < _count; i++)
            destination[_indices![i]] = _values![i];
    }

    internal VBufferEditor<T> GetEditor(int length, int count)
    {
        Contracts.CheckParam(length >= 0, "newLogicalLength", "A vector's length can't be negative.");
        Contracts.CheckParam(count >= 0 && count <= length, "valuesCount", "A vector has no more values than its length.");
        return new VBufferEditor<T>(
            length,
            count,
            _values?.Length >= count ? _values : new T[count],
            count == length || _indices?.Length >= count ? _indices : new int[count]);
    }
}

/// <summary>Gives write access to a vector's arrays.</summary>
public static class VBufferEditor
{
    public static VBufferEditor<T> Create<T>(
        scoped ref VBuffer<T> destination, int newLogicalLength, int? valuesCount = null)
        => destination.GetEditor(newLogicalLength, valuesCount ?? newLogicalLength);

    public static VBufferEditor<T> CreateFromBuffer<T>(scoped ref VBuffer<T> destination)
        => destination.GetEditor(destination.Length, destination.GetValues().Length);
}

/// <summary>The writable arrays of a vector, which <see cref="Commit"/> makes a vector again.</summary>
public readonly ref struct VBufferEditor<T>
{
    public readonly Span<T> Values;
    public readonly Span<int> Indices;
    private readonly int _length;
    private readonly T[] _values;
    private readonly int[]? _indices;

    internal VBufferEditor(int length, int count, T[] values, int[]? indices)
    {
        (_length, _values, _indices) = (length, values, indices);
        Values = values.AsSpan(0, count);
        Indices = count < length ? indices.AsSpan(0, count) : default;
    }

    public VBuffer<T> Commit() => new(_length, Values.Length, _values, _indices);
}
