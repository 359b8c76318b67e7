using System.Collections;

namespace Microsoft.ML.Data;

/// <summary>A dense or sparse vector whose arrays can be used again for the next row.</summary>
public readonly struct VBuffer<T> : IEnumerable
{
    public readonly int Length;
    private readonly T[]? _values;
    private readonly int[]? _indices;
    private readonly int _count;

    public VBuffer(int length, T[] values, int[]? indices = null)
        : this(length, length, values, indices)
    {
    }

    public VBuffer(int length, int count, T[]? values, int[]? indices)
    {
        Contracts.CheckParam(length >= 0, nameof(length));
        Contracts.CheckParam(count >= 0 && count <= length, nameof(count));
        Contracts.CheckParam(Size(values) >= count, nameof(values));
        Contracts.CheckParam(count == length || Size(indices) >= count, nameof(indices));
        Length = length;
        _count = count;
        _values = values;
        _indices = indices;
    }

    public bool IsDense => _count == Length;

    public ReadOnlySpan<T> GetValues() => _values.AsSpan(0, _count);

    public ReadOnlySpan<int> GetIndices() => IsDense ? default : _indices.AsSpan(0, _count);

    public IEnumerable<KeyValuePair<int, T>> Items(bool all = false)
    {
        if (all && !IsDense)
            return DenseValues().Select((value, index) => KeyValuePair.Create(index, value));

        VBuffer<T> self = this;
        return Enumerable.Range(0, _count)
            .Select(i => KeyValuePair.Create(self.IsDense ? i : self._indices![i], self._values![i]));
    }

    public IEnumerable<T> DenseValues()
    {
        for (int slot = 0, i = 0; slot < Length; slot++)
            yield return i < _count && (IsDense || _indices![i] == slot) ? _values![i++] : default!;
    }

    public T GetItemOrDefault(int index)
    {
        T value = default!;
        GetItemOrDefault(index, ref value);
        return value;
    }

    public void GetItemOrDefault(int index, ref T destination)
    {
        Contracts.CheckParam(index >= 0 && index < Length, nameof(index));
        int i = IsDense ? index : GetIndices().BinarySearch(index);
        destination = i >= 0 ? _values![i] : default!;
    }

    public void CopyTo(ref VBuffer<T> destination) => CopyTo(ref destination, 0, Length);

    public void CopyTo(ref VBuffer<T> destination, int sourceIndex, int length)
    {
        Contracts.CheckParam(sourceIndex >= 0 && sourceIndex <= Length, nameof(sourceIndex));
        Contracts.CheckParam(length >= 0 && sourceIndex <= Length - length, nameof(length));

        int first = IsDense ? sourceIndex : FirstAtOrAfter(sourceIndex);
        int count = IsDense ? length : FirstAtOrAfter(sourceIndex + length) - first;
        VBufferEditor<T> editor = VBufferEditor.Create(ref destination, length, count);
        GetValues().Slice(first, count).CopyTo(editor.Values);
        for (int i = 0; i < editor.Indices.Length; i++)
            editor.Indices[i] = _indices![first + i] - sourceIndex;
        destination = editor.Commit();
    }

    public void CopyTo(Span<T> destination) => CopyTo(destination, 0);

    public void CopyTo(Span<T> destination, int destinationIndex, T defaultValue = default!)
    {
        Contracts.CheckParam(
            destinationIndex >= 0 && destinationIndex <= destination.Length - Length, nameof(destination),
            "Not large enough to hold these values.");

        Span<T> target = destination.Slice(destinationIndex, Length);
        if (IsDense)
        {
            GetValues().CopyTo(target);
            return;
        }

        target.Fill(defaultValue);
        for (int i = 0; i < _count; i++)
            target[_indices![i]] = _values![i];
    }

    public void CopyToDense(ref VBuffer<T> destination)
    {
        VBufferEditor<T> editor = VBufferEditor.Create(ref destination, Length);
        CopyTo(editor.Values);
        destination = editor.Commit();
    }

    public static void Copy(T[] source, int sourceIndex, ref VBuffer<T> destination, int length)
    {
        Contracts.CheckParam(length >= 0 && length <= Size(source), nameof(length));
        Contracts.CheckParam(sourceIndex >= 0 && sourceIndex <= Size(source) - length, nameof(sourceIndex));
        VBufferEditor<T> editor = VBufferEditor.Create(ref destination, length);
        source.AsSpan(sourceIndex, length).CopyTo(editor.Values);
        destination = editor.Commit();
    }

    public override string ToString() =>
        IsDense ? $"Dense vector of size {Length}" : $"Sparse vector of size {Length}, {_count} explicit values";

    public IEnumerator GetEnumerator() => (_values ?? []).GetEnumerator();

    internal VBufferEditor<T> GetEditor() => GetEditor(Length, _count, null, false, false);

    internal VBufferEditor<T> GetEditor(
        int newLogicalLength, int? valuesCount, int? maxValuesCapacity, bool keepOld, bool requireIndicesOnDense)
    {
        int count = valuesCount ?? newLogicalLength;
        Contracts.CheckParam(newLogicalLength >= 0, nameof(newLogicalLength), "A vector's length can't be negative.");
        Contracts.CheckParam(
            count >= 0 && count <= newLogicalLength, nameof(valuesCount), "A vector has no more values than its length.");

        int[]? indices = _indices;
        T[] values = Grow(_values, count, maxValuesCapacity, keepOld);
        if (count < newLogicalLength || requireIndicesOnDense)
            indices = Grow(_indices, count, maxValuesCapacity, keepOld);
        return new VBufferEditor<T>(
            newLogicalLength, count, values, indices, requireIndicesOnDense, values != _values, indices != _indices);
    }

    private static TItem[] Grow<TItem>(TItem[]? array, int size, int? maxValuesCapacity, bool keepOld)
    {
        int maximum = maxValuesCapacity ?? Array.MaxLength;
        Contracts.CheckParam(size <= maximum, nameof(maxValuesCapacity), "There are more values than the capacity.");
        if (Size(array) >= size)
            return array ?? [];

        int doubled = Size(array) == 0 ? 4 : (int)Math.Min(2L * Size(array), maximum);
        var grown = new TItem[Math.Max(size, Math.Min(doubled, maximum))];
        if (keepOld)
            array?.CopyTo(grown, 0);
        return grown;
    }

    private static int Size<TItem>(TItem[]? array) => array?.Length ?? 0;

    private int FirstAtOrAfter(int slot)
    {
        int position = GetIndices().BinarySearch(slot);
        return position < 0 ? ~position : position;
    }
}
