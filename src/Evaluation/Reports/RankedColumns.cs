using MlNetShallow.Evaluation.Explanations;

namespace MlNetShallow.Evaluation.Reports;

/// <summary>How much worse the model does where a column's values are dealt to other rows.</summary>
/// <param name="Metric">What it does worse in.</param>
/// <param name="Columns">The columns, those that count most first.</param>
internal sealed record RankedColumns(string Metric, ColumnLoss[] Columns)
{
    private static readonly Dictionary<string, string> Words = new()
    {
        ["auc"] = "AUC lost",
        ["log_loss"] = "log-loss gained, in nats",
        ["r_squared"] = "R² lost",
    };

    public static RankedColumns Of(RankedColumn[] columns)
    {
        string metric = columns[0].Changes[0].Metric;
        return new RankedColumns(
            Words[metric],
            [
                .. columns.Select(column => new ColumnLoss(
                    column.Name,
                    metric == "log_loss" ? column.Changes[0].Mean : -column.Changes[0].Mean,
                    column.Changes[0].Deviation)),
            ]);
    }
}

/// <summary>What is lost without a column.</summary>
/// <param name="Name">The column.</param>
/// <param name="Mean">The mean loss of some permutations.</param>
/// <param name="Deviation">Its standard deviation.</param>
internal sealed record ColumnLoss(string Name, double Mean, double Deviation);
