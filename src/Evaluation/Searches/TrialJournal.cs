using System.Globalization;
using MlNetShallow.Data.Delimited;
using MlNetShallow.Data.Files;

namespace MlNetShallow.Evaluation.Searches;

/// <summary>The trials of a search as a table with all digits (TSV), which a later search goes on from. A field is empty where
/// an option is left to the trainer, or a fold was not come to.</summary>
internal sealed class TrialJournal
{
    private readonly OutputFile _file;
    private readonly int _folds;
    private readonly List<SearchTrial> _recorded = [];

    /// <param name="path">The file, which may be there.</param>
    /// <param name="folds">The number of folds.</param>
    /// <param name="draw">The options of a trial, by its number; null for those that the search begins with.</param>
    /// <exception cref="InvalidDataException">The file is there, and is of another search.</exception>
    public TrialJournal(string path, int folds, Func<int, TrialOptions?> draw)
    {
        _folds = folds;
        _file = new OutputFile(path, overwrite: true);
        if (File.Exists(path))
            Read(path, draw);
    }

    /// <summary>The loss that a trial was found to have on a fold; null where it is not known.</summary>
    public double? LossOf(int trial, int fold)
        => trial < _recorded.Count && fold < _recorded[trial].FoldLosses.Count ? _recorded[trial].FoldLosses[fold] : null;

    /// <summary>What went wrong with a trial on a fold; null for nothing.</summary>
    public string? ErrorOf(int trial, int fold)
        => trial < _recorded.Count && fold == _recorded[trial].FoldLosses.Count ? _recorded[trial].Error : null;

    /// <summary>Puts the trials into the file. What it had beyond them stays.</summary>
    public void Save(IReadOnlyList<SearchTrial> trials)
    {
        IEnumerable<SearchTrial> all = trials.Select(
            (trial, i) => i < _recorded.Count && Fits(_recorded[i]) > Fits(trial) ? _recorded[i] : trial);
        _file.Write(stream => Write(stream, all.Concat(_recorded.Skip(trials.Count)), _folds));

        static int Fits(SearchTrial trial) => trial.FoldLosses.Count + (trial.Error is null ? 0 : 1);
    }

    public static void Write(Stream stream, IEnumerable<SearchTrial> trials, int folds)
    {
        using var rows = new DelimitedWriter(stream, DelimitedFormat.Tsv);
        rows.Row(Columns(folds));
        foreach (SearchTrial trial in trials)
        {
            IReadOnlyDictionary<string, string> options = trial.Options;
            rows.Number(trial.Number);
            foreach (string name in TrialOptions.Names)
                rows.Text(options.GetValueOrDefault(name, ""));
            for (int fold = 0; fold < folds; fold++)
            {
                if (fold < trial.FoldLosses.Count)
                    rows.Number(trial.FoldLosses[fold]);
                else
                    rows.Missing();
            }

            rows.Text(trial.Error ?? "");
            rows.EndRow();
        }
    }

    private static string[] Columns(int folds) =>
    [
        "trial",
        .. TrialOptions.Names.Select(name => name.Replace('-', '_')),
        .. Enumerable.Range(1, folds).Select(fold => string.Create(CultureInfo.InvariantCulture, $"loss_{fold}")),
        "error",
    ];

    private void Read(string path, Func<int, TrialOptions?> draw)
    {
        using DelimitedReader rows = DelimitedReader.Open(path, DelimitedFormat.Tsv);
        string[] columns = Columns(_folds);
        if (!rows.Columns.SequenceEqual(columns))
        {
            throw new InvalidDataException($"'{path}' is no journal of a search with {_folds} folds: it has the columns "
                + $"{string.Join(", ", rows.Columns)}; wanted are {string.Join(", ", columns)}.");
        }

        while (rows.Read())
        {
            int number = _recorded.Count;
            var trial = new SearchTrial(number, draw(number));
            IReadOnlyDictionary<string, string> options = trial.Options;
            Check(0, number.ToString(CultureInfo.InvariantCulture));
            foreach ((int i, string name) in TrialOptions.Names.Index())
                Check(i + 1, options.GetValueOrDefault(name, ""));
            foreach (double loss in Losses(rows, columns, path))
                trial.Add(loss);
            string error = rows[columns.Length - 1].ToString();
            trial.Error = error == "" ? null : error;
            _recorded.Add(trial);
        }

        void Check(int column, string wanted)
        {
            string found = rows[column].ToString();
            if (found != wanted)
            {
                throw new InvalidDataException($"The journal '{path}' is of another search: column '{columns[column]}' has "
                    + $"'{found}' in row {rows.Row}; with these data, options and seed it is '{wanted}'.");
            }
        }
    }

    private IEnumerable<double> Losses(DelimitedReader rows, string[] columns, string path)
    {
        int first = 1 + TrialOptions.Names.Count;
        for (int column = first; column < first + _folds && rows[column].Length > 0; column++)
        {
            string text = rows[column].ToString();
            if (!double.TryParse(text, CultureInfo.InvariantCulture, out double loss) || double.IsNaN(loss))
            {
                throw new InvalidDataException(
                    $"The journal '{path}' has '{text}' in column '{columns[column]}', row {rows.Row}; wanted is a number.");
            }

            yield return loss;
        }
    }
}
