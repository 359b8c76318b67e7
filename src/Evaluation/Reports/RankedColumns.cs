using MlNetShallow.Evaluation.Explanations;

namespace MlNetShallow.Evaluation.Reports;

/// <summary>How much worse the model does where the values of a column, or of a feature, are dealt to other rows.</summary>
/// <param name="One">What one of them is called.</param>
/// <param name="Many">What several are called.</param>
/// <param name="Metric">What it does worse in.</param>
/// <param name="Columns">Them, those that count most first.</param>
internal sealed record RankedColumns(string One, string Many, string Metric, ColumnLoss[] Columns)
{
    private static readonly Dictionary<string, string> Words = new()
    {
        ["auc"] = "AUC lost",
        ["log_loss"] = "log-loss gained, in nats",
        ["r_squared"] = "R² lost",
    };

    public static RankedColumns Of(RankedColumn[] columns, bool areColumns)
    {
        string metric = columns[0].Changes[0].Metric;
        return new RankedColumns(
            areColumns ? "column" : "feature",
            areColumns ? "columns" : "features",
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
