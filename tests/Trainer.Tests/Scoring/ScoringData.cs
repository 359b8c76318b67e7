using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Scoring;

namespace MlNetShallow.Trainer.Tests.Scoring;

/// <summary>Random networks and rows, the same ones from the same seed.</summary>
internal static class ScoringData
{
    public const int Inputs = 5;

    /// <summary>A transformer with weights and biases around 0.</summary>
    public static ShallowNetworkTransformer Model(
        int inputs = Inputs, int hiddenUnits = 6, Activation activation = Activation.Tanh)
    {
        var random = new Random(3);
        var parameters = new NetworkParameters<float>(new NetworkShape(inputs, hiddenUnits, activation));
        foreach (ref float value in parameters.Values)
            value = (random.NextSingle() - 0.5f) / MathF.Sqrt(inputs);
        var schema = new DataViewSchema.Builder();
        schema.AddColumn("Features", new VectorDataViewType(NumberDataViewType.Single, inputs));
        return new ShallowNetworkTransformer(
            new ShallowNetworkModelParameters(new ShallowNetwork<float>(parameters)),
            BinaryColumns.Instance,
            schema.ToSchema(),
            "Features");
    }

    public static VBuffer<float>[] Singles(int rows, int inputs = Inputs)
    {
        var random = new Random(4);
        return [.. Enumerable.Range(0, rows).Select(_ => new VBuffer<float>(inputs, Vector(inputs, random.NextSingle)))];
    }

    public static VBuffer<byte>[] Bytes(int rows, int inputs = Inputs)
    {
        var random = new Random(4);
        return [.. Enumerable.Range(0, rows)
            .Select(_ => new VBuffer<byte>(inputs, Vector(inputs, () => (byte)random.Next(256))))];
    }

    /// <summary>Rows of which every third is dense, every fourth has a missing value and the others have few values.</summary>
    public static VBuffer<float>[] Mixed(int rows, int inputs = Inputs)
    {
        VBuffer<float>[] mixed = Singles(rows, inputs);
        for (int row = 0; row < rows; row++)
        {
            if (row % 3 != 0)
            {
                int[] indices = [.. Enumerable.Range(0, inputs).Where(i => i % (row % 7 + 2) == 0)];
                mixed[row] = new VBuffer<float>(inputs, indices.Length, [.. indices.Select(i => i + 0.5f)], indices);
            }
            else if (row % 4 == 0)
            {
                float[] values = [.. mixed[row].DenseValues()];
                values[row % inputs] = float.NaN;
                mixed[row] = new VBuffer<float>(inputs, values);
            }
        }

        return mixed;
    }

    public static ScriptedRows<float> Rows(VBuffer<float>[] features) => new(NumberDataViewType.Single, features);

    public static ScriptedRows<byte> Rows(VBuffer<byte>[] features) => new(NumberDataViewType.Byte, features);

    /// <summary>The scores as the row mapper gives them, one at a time.</summary>
    public static float[] ScoresOfSingleRows(ShallowNetworkTransformer model, IDataView data)
    {
        IRowToRowMapper mapper = model.GetRowToRowMapper(data.Schema);
        DataViewSchema.Column score = mapper.OutputSchema["Score"];
        using DataViewRowCursor cursor = data.GetRowCursor(mapper.GetDependencies([score]));
        using DataViewRow row = mapper.GetRow(cursor, [score]);
        ValueGetter<float> getScore = row.GetGetter<float>(score);
        var scores = new List<float>();
        while (cursor.MoveNext())
            scores.Add(Read(getScore));
        return [.. scores];
    }

    /// <summary>Opens a cursor over some columns of the scored data.</summary>
    public static DataViewRowCursor Open(ShallowNetworkTransformer model, IDataView data, params string[] columns)
    {
        IDataView scored = model.Transform(data);
        return scored.GetRowCursor(columns.Select(name => scored.Schema[name]));
    }

    public static ValueGetter<TValue> Getter<TValue>(this DataViewRow row, string column)
        => row.GetGetter<TValue>(row.Schema[column]);

    public static TValue Read<TValue>(ValueGetter<TValue> getter)
    {
        TValue value = default!;
        getter(ref value);
        return value;
    }

    private static T[] Vector<T>(int length, Func<T> draw) => [.. Enumerable.Range(0, length).Select(_ => draw())];
}
