using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.Tests.Shared;

/// <summary>What ML.NET expects of any estimator, checked through its public surface.</summary>
internal static class EstimatorWorkout
{
    private const int Threads = 32;

    /// <param name="estimator">The estimator, which must be deterministic.</param>
    /// <param name="valid">Data that it takes.</param>
    /// <param name="invalid">Data whose schema it must refuse.</param>
    public static void Run(IEstimator<ITransformer> estimator, IDataView valid, params IDataView[] invalid)
        => Run(estimator, valid, annotationsAreSaved: true, invalid);

    /// <param name="estimator">The estimator, which must be deterministic.</param>
    /// <param name="valid">Data that it takes.</param>
    /// <param name="annotationsAreSaved">Whether the saved transformer gives its columns their annotations again.</param>
    /// <param name="invalid">Data whose schema it must refuse.</param>
    public static void Run(
        IEstimator<ITransformer> estimator, IDataView valid, bool annotationsAreSaved, params IDataView[] invalid)
    {
        SchemaShape promised = estimator.GetOutputSchema(ShapeOf(valid));
        ITransformer transformer = estimator.Fit(valid);
        ITransformer loaded = SaveAndLoad(transformer, valid.Schema);
        IDataView output = transformer.Transform(valid);
        string[] added = [.. output.Schema.Select(column => column.Name).Except(valid.Schema.Select(column => column.Name))];
        List<object?[]> expected = Read(output, added);
        Assert.NotEmpty(added);
        Assert.NotEmpty(expected);

        AssertDelivers(promised, output.Schema);
        foreach (ITransformer candidate in new[] { transformer, loaded })
        {
            bool annotated = candidate == transformer || annotationsAreSaved;
            AssertSameSchema(output.Schema, candidate.GetOutputSchema(valid.Schema), annotated);
            AssertSameSchema(output.Schema, candidate.Transform(valid).Schema, annotated);
            Assert.Equal(expected, Read(candidate.Transform(valid), added));
            AssertRowMapperAgrees(candidate, valid, added, expected);
            AssertThreadsAgree(candidate, valid, added, expected);
        }

        foreach (IDataView data in invalid)
        {
            AssertRefused(() => estimator.GetOutputSchema(ShapeOf(data)));
            AssertRefused(() => estimator.Fit(data));
            foreach (ITransformer candidate in new[] { transformer, loaded })
            {
                AssertRefused(() => candidate.GetOutputSchema(data.Schema));
                AssertRefused(() => candidate.Transform(data));
            }
        }
    }

    /// <summary>The shape of a schema, which only a chain of estimators can make: it shows it to its members.</summary>
    public static SchemaShape ShapeOf(IDataView data)
    {
        var witness = new Witness();
        new EstimatorChain<ITransformer>().Append(witness).Fit(data);
        return witness.Shape!;
    }

    /// <summary>The transformer as a new context, in which nothing is registered, loads it.</summary>
    public static ITransformer SaveAndLoad(ITransformer transformer, DataViewSchema inputSchema)
    {
        using var stream = new MemoryStream();
        new MLContext().Model.Save(transformer, inputSchema, stream);
        stream.Position = 0;
        return new MLContext().Model.Load(stream, out _);
    }

    private static void AssertDelivers(SchemaShape promised, DataViewSchema delivered)
    {
        Assert.Equal(
            delivered.Where(column => !column.IsHidden).Select(column => column.Name).Order(),
            promised.Select(column => column.Name).Order());
        foreach (SchemaShape.Column promise in promised)
        {
            DataViewSchema.Column column = delivered[promise.Name];
            var vector = column.Type as VectorDataViewType;
            var kind = vector is null ? SchemaShape.Column.VectorKind.Scalar
                : vector.IsKnownSize ? SchemaShape.Column.VectorKind.Vector : SchemaShape.Column.VectorKind.VariableVector;
            Assert.Equal((promise.Name, kind), (promise.Name, promise.Kind));
            Assert.Equal((vector?.ItemType ?? column.Type).RawType, promise.ItemType.RawType);
            Assert.Equal((vector?.ItemType ?? column.Type) is KeyDataViewType, promise.IsKey);
            Assert.Equal(
                column.Annotations.Schema.Select(annotation => annotation.Name).Order(),
                promise.Annotations.Select(annotation => annotation.Name).Order());
        }
    }

    private static void AssertSameSchema(DataViewSchema expected, DataViewSchema actual, bool annotated)
        => Assert.Equal(
            expected.Select(column => Describe(column, annotated)), actual.Select(column => Describe(column, annotated)));

    private static string Describe(DataViewSchema.Column column, bool annotated)
        => $"{column.Name}: {column.Type}, hidden {column.IsHidden}" + (annotated
            ? string.Concat(column.Annotations.Schema.Select(annotation => $", {annotation.Name}: {annotation.Type}"))
            : "");

    private static void AssertRowMapperAgrees(
        ITransformer transformer, IDataView data, string[] columns, List<object?[]> expected)
    {
        Assert.True(transformer.IsRowToRowMapper);
        IRowToRowMapper mapper = transformer.GetRowToRowMapper(data.Schema);
        var active = columns.Select(name => mapper.OutputSchema[name]).ToArray();
        using DataViewRowCursor cursor = data.GetRowCursor(mapper.GetDependencies(active));
        using DataViewRow row = mapper.GetRow(cursor, active);
        Func<object?>[] readers = [.. active.Select(column => Reader(row, row.Schema[column.Name]))];
        var actual = new List<object?[]>();
        while (cursor.MoveNext())
            actual.Add([.. readers.Select(read => read())]);
        Assert.Equal(expected, actual);
    }

    private static void AssertThreadsAgree(
        ITransformer transformer, IDataView data, string[] columns, List<object?[]> expected)
    {
        using var start = new Barrier(Threads);
        Task<List<object?[]>> ReadOnAThread() => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                return Read(transformer.Transform(data), columns);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        List<object?[]>[] results = Task.WhenAll(Enumerable.Range(0, Threads).Select(_ => ReadOnAThread())).Result;
        Assert.All(results, actual => Assert.Equal(expected, actual));
    }

    private static void AssertRefused(Action action)
    {
        Exception? exception = Record.Exception(action);
        Assert.True(
            exception is ArgumentOutOfRangeException or InvalidOperationException,
            $"Wanted ArgumentOutOfRangeException or InvalidOperationException, got {exception?.ToString() ?? "none"}");
    }

    private static List<object?[]> Read(IDataView data, string[] columns)
    {
        var active = columns.Select(name => data.Schema[name]).ToArray();
        using DataViewRowCursor cursor = data.GetRowCursor(active);
        Func<object?>[] readers = [.. active.Select(column => Reader(cursor, column))];
        var rows = new List<object?[]>();
        while (cursor.MoveNext())
            rows.Add([.. readers.Select(read => read())]);
        return rows;
    }

    private static Func<object?> Reader(DataViewRow row, DataViewSchema.Column column)
    {
        Type type = column.Type.RawType;
        return type == typeof(bool) ? Scalar<bool>(row, column)
            : type == typeof(uint) ? Scalar<uint>(row, column)
            : type == typeof(float) ? Scalar<float>(row, column)
            : type == typeof(VBuffer<bool>) ? Vector<bool>(row, column)
            : type == typeof(VBuffer<byte>) ? Vector<byte>(row, column)
            : type == typeof(VBuffer<float>) ? Vector<float>(row, column)
            : throw new NotSupportedException($"No reader for column {column.Name} of type {column.Type}.");
    }

    private static Func<object?> Scalar<T>(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<T> getter = row.GetGetter<T>(column);
        T value = default!;
        return () =>
        {
            getter(ref value);
            return value;
        };
    }

    private static Func<object?> Vector<T>(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<VBuffer<T>> getter = row.GetGetter<VBuffer<T>>(column);
        VBuffer<T> value = default;
        return () =>
        {
            getter(ref value);
            return value.DenseValues().ToArray();
        };
    }

    private sealed class Witness : IEstimator<ITransformer>
    {
        public SchemaShape? Shape { get; private set; }

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => Shape = inputSchema;

        public ITransformer Fit(IDataView input) => new TransformerChain<ITransformer>();
    }
}
