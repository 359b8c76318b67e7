using System.Buffers;
using MlNetShallow.Data.Rows;

namespace MlNetShallow.Batch.Inputs;

/// <summary>Copies fields out of the rows of a file: rows are scored on other threads, later. For one thread.</summary>
/// <param name="places">The places of the fields in a row.</param>
internal sealed class FieldCopier(int[] places)
{
    private readonly ArrayBufferWriter<char> _text = new();

    public FieldTexts Copy(RowReader row)
    {
        _text.ResetWrittenCount();
        var ends = new int[places.Length];
        for (int i = 0; i < ends.Length; i++)
        {
            _text.Write(row[places[i]]);
            ends[i] = _text.WrittenCount;
        }

        return new FieldTexts(_text.WrittenSpan.ToString(), ends);
    }
}
