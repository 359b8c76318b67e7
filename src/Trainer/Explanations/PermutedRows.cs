using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Input;
using MlNetShallow.Scoring;
using MlNetShallow.Tasks;

namespace MlNetShallow.Explanations;

/// <summary>The valid rows of some data in memory, in groups of what is permuted together.</summary>
/// <param name="Columns">Their columns.</param>
/// <param name="Count">The number of rows.</param>
/// <param name="Groups">The names of the groups, all different.</param>
/// <param name="Features">Makes labelled features of the columns.</param>
internal sealed record PermutedRows(PermutedColumn[] Columns, int Count, string[] Groups, Func<IDataView, IDataView> Features)
{
    // Row numbers go through ML.NET as features of Single, which are exact up to here.
    private const int MostRows = 1 << 24;

    /// <summary>Reads rows. Those with a missing or infinite label, offset or feature are left out.
    /// An offset is no feature, and keeps its row.</summary>
    /// <param name="model">What is explained.</param>
    /// <param name="data">The data as the model takes them, labelled.</param>
    /// <param name="labelColumnName">The label, in the data or in what the stages before the network make of them.</param>
    /// <param name="grouping">What is permuted together.</param>
    /// <param name="mostRows">The most rows to take; null for all.</param>
    /// <param name="cancellation">Ends the reading between two rows.</param>
    public static PermutedRows Read(
        ExplainedModel model,
        IDataView data,
        string labelColumnName,
        FeatureGrouping grouping,
        int? mostRows,
        CancellationToken cancellation)
    {
        DataViewSchema featurized = model.Before.GetOutputSchema(data.Schema);
        (DataViewSchema.Column features, DataViewSchema.Column? offset) = NetworkInputs.Find(
            featurized, model.FeatureColumnName, model.OffsetColumnName, model.Network.Shape.Inputs);
        DataViewSchema.Column label = LabelOf(model, featurized, labelColumnName);
        return grouping == FeatureGrouping.Columns ? ReadColumns() : ReadFeatures();

        PermutedRows ReadFeatures()
        {
            int count = model.Network.Shape.Inputs;
            (string[] names, int[][] slots) = grouping == FeatureGrouping.Categories
                ? SlotNames.Categories(features, count)
                : (SlotNames.Of(features, count), [.. Enumerable.Range(0, count).Select(i => (int[])[i])]);
            DataViewSchema.Column[] fixedColumns = offset is { } added && added.Index != label.Index ? [label, added] : [label];
            using DataViewRowCursor cursor = model.Before.Transform(data).GetRowCursor([features, .. fixedColumns]);
            PermutedColumn[] columns =
            [
                .. fixedColumns.Select(column => PermutedColumn.Whole(cursor, column, group: null)),
                HoldsBytes(features)
                    ? new PermutedSlots<byte>(cursor, features, slots)
                    : new PermutedSlots<float>(cursor, features, slots),
            ];
            return new PermutedRows(columns, ReadValid(cursor, cursor, columns), names, view => view);
        }

        PermutedRows ReadColumns()
        {
            if (!model.Before.IsRowToRowMapper)
            {
                throw new InvalidOperationException(
                    "A stage before the network drops or adds rows, so that columns cannot be permuted; permute slots.");
            }

            IRowToRowMapper mapper = model.Before.GetRowToRowMapper(data.Schema);
            // The label's own column is what is predicted, not what is predicted from.
            DataViewSchema.Column[] fixedColumns = [mapper.OutputSchema[label.Index]];
            if (offset is { } added)
                fixedColumns = [.. fixedColumns, mapper.OutputSchema[added.Index]];
            DataViewSchema.Column[] read = [mapper.OutputSchema[features.Index], .. fixedColumns];
            var left = mapper.GetDependencies(fixedColumns).Select(column => column.Index).ToHashSet();
            DataViewSchema.Column[] needed = [.. mapper.GetDependencies(read)];
            foreach (DataViewSchema.Column column in needed.Where(column => !BlockColumn.CanKeep(column.Type)))
            {
                throw new InvalidOperationException(
                    $"Column '{column.Name}' holds {column.Type} values, which cannot be kept in memory; permute slots.");
            }

            var groups = new List<string>();
            var kept = needed.Select(column => column.Index).ToHashSet();
            using DataViewRowCursor cursor = data.GetRowCursor(needed);
            using DataViewRow row = mapper.GetRow(cursor, read);
            // Stages look for all columns that they take, and only for them, whether or not anything comes of them.
            PermutedColumn[] columns = [.. data.Schema.Select(column =>
            {
                if (!kept.Contains(column.Index))
                    return new UnreadColumn(column);
                if (left.Contains(column.Index))
                    return PermutedColumn.Whole(cursor, column, group: null);
                groups.Add(column.Name);
                return PermutedColumn.Whole(cursor, column, groups.Count - 1);
            })];
            return new PermutedRows(columns, ReadValid(cursor, row, columns), [.. groups], model.Before.Transform);
        }

        int ReadValid(DataViewRowCursor cursor, DataViewRow featurizedRow, PermutedColumn[] columns)
        {
            LabelReader readLabel = model.Task.LabelReader(featurizedRow, label);
            ValueGetter<float>? getOffset = new NetworkInputs(features, offset).OffsetGetter(featurizedRow);
            Func<bool> areFinite = HoldsBytes(features) ? () => true : Finite(featurizedRow, features);
            float added = 0;
            var value = new float[1];
            int rows = 0;
            int most = mostRows ?? MostRows + 1;
            while (rows < most && cursor.MoveNext())
            {
                cancellation.ThrowIfCancellationRequested();
                readLabel(value);
                getOffset?.Invoke(ref added);
                if (!float.IsFinite(value[0]) || !float.IsFinite(added) || !areFinite())
                    continue;
                foreach (PermutedColumn column in columns)
                    column.Read();
                rows++;
            }

            return rows switch
            {
                0 => throw new InvalidOperationException(
                    "No valid instances found: there is no row with a label and all features."),
                > MostRows => throw new InvalidOperationException(
                    $"There are more than {MostRows} rows; take fewer of them."),
                _ => rows,
            };
        }
    }

    private static DataViewSchema.Column LabelOf(ExplainedModel model, DataViewSchema schema, string name)
    {
        model.Task.CheckLabel(name, ColumnShape.Find(schema, name));
        DataViewSchema.Column label = schema[name];
        if (model.Task.Outputs(label) != model.Network.Shape.Outputs)
        {
            throw new ArgumentOutOfRangeException(
                paramName: null,
                $"Schema mismatch for label column '{name}': the network tells {model.Network.Shape.Outputs} classes apart; "
                    + $"the key has {model.Task.Outputs(label)} values.");
        }

        // Keys of other values would be taken for classes that they are not.
        string[]? known = model.ClassesOf(schema)?.Texts(), given = KeyValues.Find(label)?.Texts();
        if (model.Task.HasClasses && known is not null && given is not null && !known.SequenceEqual(given))
        {
            throw new ArgumentOutOfRangeException(
                paramName: null,
                $"Schema mismatch for label column '{name}': the model's classes are {string.Join(", ", known)}; "
                    + $"the key's values are {string.Join(", ", given)}.");
        }

        return label;
    }

    private static bool HoldsBytes(DataViewSchema.Column features)
        => ((VectorDataViewType)features.Type).ItemType.Equals(NumberDataViewType.Byte);

    private static Func<bool> Finite(DataViewRow row, DataViewSchema.Column features)
    {
        var getFeatures = row.GetGetter<VBuffer<float>>(features);
        VBuffer<float> values = default;
        return () =>
        {
            getFeatures(ref values);
            foreach (float value in values.GetValues())
            {
                if (!float.IsFinite(value))
                    return false;
            }

            return true;
        };
    }
}
