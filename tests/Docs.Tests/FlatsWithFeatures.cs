using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Docs.Tests.Examples;

namespace MlNetShallow.Docs.Tests;

/// <summary>The flats of datasets/, in the current folder, with their numbers as Features: what some pages call `flats`.</summary>
internal static class FlatsWithFeatures
{
    private static readonly string[] Numbers = ["Area", "Rooms", "Floor", "Year"];

    public static IDataView Training(MLContext context) => Read(context, "train.csv", Numbers);

    public static IDataView Test(MLContext context) => Read(context, "test.csv", Numbers);

    public static IDataView TrainingWithRent(MLContext context) => Read(context, "train.csv", [.. Numbers, "Rent"]);

    public static IDataView TestWithRent(MLContext context) => Read(context, "test.csv", [.. Numbers, "Rent"]);

    /// <summary>The flats without most of those that are let soon: one in nine of them is left.</summary>
    public static IDataView Rare(MLContext context, IDataView flats)
    {
        int soon = 0;
        DataViewSchema schema = flats.Schema;
        return context.Data.LoadFromEnumerable(
            context.Data.CreateEnumerable<FlatRow>(flats, reuseRowObject: false).Where(row => !row.LetSoon || soon++ % 9 == 0).ToArray(),
            SchemaDefinitionOf(schema));
    }

    private static SchemaDefinition SchemaDefinitionOf(DataViewSchema schema)
    {
        var definition = SchemaDefinition.Create(typeof(FlatRow));
        definition["Features"].ColumnType = schema["Features"].Type;
        return definition;
    }

    private static IDataView Read(MLContext context, string file, string[] features)
    {
        IDataView flats = context.Data.LoadFromTextFile<Tables.Flat>($"datasets/flats/{file}", separatorChar: ',', hasHeader: true);
        return context.Transforms.Concatenate("Features", features).Fit(flats).Transform(flats);
    }

    private sealed class FlatRow
    {
        public float[] Features { get; set; } = [];
        public float Rent { get; set; }
        public bool LetSoon { get; set; }
    }
}
