using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Input;
using MlNetShallow.Scoring;
using VectorKind = Microsoft.ML.SchemaShape.Column.VectorKind;

namespace MlNetShallow.Tasks;

/// <summary>Labels are keys, which ML.NET counts from 1 and the network from 0; one logit a class.</summary>
internal sealed class MulticlassClassification : LearningTask
{
    public override OutputLayer OutputLayer => OutputLayer.SoftmaxCrossEntropy;

    public override void CheckLabel(string name, ColumnShape? column)
    {
        const string Wanted = "a UInt32 key of two or more values, as MapValueToKey gives";
        bool isKey = column is { Kind: VectorKind.Scalar, IsKey: true } label && label.ItemType.RawType == typeof(uint);
        ColumnCheck.Label(name, column, isKey, Wanted);
        // A promised key has no count yet; to ML.NET one without values is one of one value.
        if (column is { ItemType: KeyDataViewType { Count: < 2 } })
        {
            throw new ArgumentOutOfRangeException(
                paramName: null,
                $"The label column '{name}' is a key of one value or none, as MapValueToKey makes it of data with no rows, or " +
                "with rows of one class; a trainer needs rows of two or more classes.");
        }
    }

    public override int Outputs(DataViewSchema.Column label) => checked((int)((KeyDataViewType)label.Type).Count);

    public override LabelReader LabelReader(DataViewRow row, DataViewSchema.Column label)
    {
        ValueGetter<uint> getter = row.GetGetter<uint>(label);
        ulong count = ((KeyDataViewType)label.Type).Count;
        return labels =>
        {
            uint key = 0;
            getter(ref key);
            if (key > count)
            {
                throw new InvalidOperationException(
                    $"The label column '{label.Name}' has key {key} in row {row.Position}; its type has {count} values.");
            }

            labels[0] = key == 0 ? float.NaN : key - 1;
        };
    }

    public override string[] ClassNames(DataViewSchema.Column label)
        => new MulticlassColumns(Outputs(label), KeyValues.Find(label)).ClassNames;

    public override string[] NamesToKeep(DataViewSchema.Column label) => ClassNames(label);

    public override PredictionColumns Predictions(DataViewSchema.Column label, float scoreThreshold)
        => new MulticlassColumns(Outputs(label), KeyValues.Find(label));

    public override PredictionColumns PromisedPredictions(SchemaShape.Column label)
        => new MulticlassColumns(classes: 2, KeyValues.Promised(label, count: 2));
}
