using System.Buffers.Binary;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.Persistence;

/// <summary>
/// Joins columns to a vector whose slots have names of their own. ML.NET's Concatenate keeps such names, which it calls aliases,
/// and its <c>Model.Load</c> reads them, but nothing public makes one with them. So one without is saved, the names are put where
/// the file has its place for them, and it is loaded again.
/// </summary>
internal static class NamedSlots
{
    /// <summary>Makes the transformer.</summary>
    /// <param name="data">Data with the columns.</param>
    /// <param name="output">The vector.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="names">A name for each; for a vector, whose slots have names already, that of its column.</param>
    /// <returns>A transformer that names the slots so or, where ML.NET's files should have another form some day, by the
    /// columns.</returns>
    public static ITransformer Concatenate(
        IDataView data, string output, IReadOnlyList<string> columns, IReadOnlyList<string> names)
    {
        ColumnConcatenatingTransformer plain = PrivateContext.Instance.Transforms.Concatenate(output, [.. columns]).Fit(data);
        try
        {
            ITransformer named = SavedStage.Load(WithNames(SavedStage.Of(plain), names), plain);
            return named.GetOutputSchema(data.Schema)[output].Type.Equals(plain.GetOutputSchema(data.Schema)[output].Type)
                ? named
                : plain;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return plain;
        }
    }

    private static byte[] WithNames(byte[] stage, IReadOnlyList<string> names)
    {
        // The number of output columns, the output's name, the number of its sources; then of each its name and alias.
        const int first = 3 * sizeof(int), each = 2 * sizeof(int);
        byte[] model = SavedStage.Model(stage);
        int texts = SavedStage.Texts(stage).Length;
        if (model.Length != first + (names.Count * each))
            throw new FormatException("ML.NET saves a concatenation in a form that is not known here.");
        for (int i = 0; i < names.Count; i++)
            BinaryPrimitives.WriteInt32LittleEndian(model.AsSpan(first + (i * each) + sizeof(int)), texts + i);
        return SavedStage.With(stage, model, names);
    }
}
