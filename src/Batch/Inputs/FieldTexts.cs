namespace MlNetShallow.Batch.Inputs;

/// <summary>Texts of one row, side by side in one piece of memory.</summary>
/// <param name="text">All of them.</param>
/// <param name="ends">Where each ends.</param>
internal readonly struct FieldTexts(string text, int[] ends)
{
    public ReadOnlyMemory<char> this[int place] => text.AsMemory()[(place == 0 ? 0 : ends[place - 1])..ends[place]];
}
