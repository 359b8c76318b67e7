namespace MlNetShallow.Data.Pictures;

/// <summary>Pictures in one folder per class: two classes of which one is 1 and the other, or all the others, 0; or several
/// classes by their names.</summary>
internal sealed class LabelledFolder
{
    private const string DefaultPositive = "cat";

    private readonly IReadOnlyList<(string Name, int Count)> _classes;
    private readonly Picture[] _pictures;
    private readonly string _reason;

    private LabelledFolder(string folder, string? positive, string reason, IReadOnlyList<(string Name, string[] Files)> classes)
    {
        (Path, Positive, _reason) = (folder, positive, reason);
        _classes = [.. classes.Select(item => (item.Name, item.Files.Length))];
        // By the file's name first: numbered files come in the order of their numbers, over all classes.
        _pictures =
        [
            .. classes
                .SelectMany(item => item.Files.Select(
                    file => new Picture { ImagePath = file, Class = item.Name, Label = item.Name == positive }))
                .OrderBy(picture => System.IO.Path.GetFileName(picture.ImagePath), StringComparer.Ordinal)
                .ThenBy(picture => picture.ImagePath, StringComparer.Ordinal),
        ];
    }

    /// <summary>The folder, as it was named.</summary>
    public string Path { get; }

    /// <summary>The class that is 1; null where there are several classes.</summary>
    public string? Positive { get; }

    public int Count => _pictures.Length;

    public IEnumerable<string> Classes => _classes.Select(item => item.Name);

    /// <summary>Lists the pictures of a folder.</summary>
    /// <param name="folder">It holds a folder for each class.</param>
    /// <param name="positive">The class that is 1. If it is null, and <paramref name="hasSeveralClasses"/> false, it is cat
    /// or, where there is none, the first by name.</param>
    /// <param name="hasSeveralClasses">Whether classes are told by their names; null for where there are more than two and
    /// none is named as positive.</param>
    /// <exception cref="IOException">The folder or its pictures are not there.</exception>
    public static LabelledFolder Open(string folder, string? positive, bool? hasSeveralClasses = null)
    {
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"The data folder '{folder}' does not exist.");
        (string Name, string[] Files)[] classes =
        [
            .. Directory.EnumerateDirectories(folder, "*", new EnumerationOptions { IgnoreInaccessible = false })
                .OrderBy(System.IO.Path.GetFileName, StringComparer.Ordinal)
                .Select(path => (System.IO.Path.GetFileName(path), PictureFiles.In(path).ToArray())),
        ];
        string[] names = [.. classes.Select(item => item.Name)];
        string found = names.Length == 0 ? "none" : string.Join(", ", names);
        if (names.Length < 2)
            throw Refusal($"The data folder '{folder}' must hold a folder for each of two or more classes; found: {found}.");
        if (positive is not null && !names.Contains(positive))
            throw Refusal($"The data folder '{folder}' has no class '{positive}' (--positive); found: {found}.");
        if (classes.FirstOrDefault(item => item.Files.Length == 0) is { Name: { } empty })
            throw Refusal($"The class folder '{System.IO.Path.Combine(folder, empty)}' has no pictures ({PictureFiles.Kinds}).");
        if (hasSeveralClasses ?? (positive is null && names.Length > 2))
            return new LabelledFolder(folder, positive: null, reason: "", classes);

        (string name, string reason) = positive is not null ? (positive, "as --positive says")
            : names.Contains(DefaultPositive) ? (DefaultPositive, "the folder of that name")
            : (names[0], $"the first folder by name, as none is named {DefaultPositive}");
        return new LabelledFolder(folder, name, reason, classes);
    }

    /// <exception cref="InvalidDataException">There are other classes than those that a model knows.</exception>
    public void CheckClasses(IReadOnlyCollection<string> known)
    {
        string[] unknown = [.. Classes.Except(known)];
        if (unknown.Length > 0)
        {
            throw Refusal($"The data folder '{Path}' has classes that the model does not know: " +
                $"{string.Join(", ", unknown)}; it knows {string.Join(", ", known)}.");
        }
    }

    /// <summary>The pictures, in the order of their files' names.</summary>
    public IEnumerable<Picture> Read(CancellationToken cancellation)
    {
        foreach (Picture picture in _pictures)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return picture;
        }
    }

    /// <summary>What the class that is 0 is called where another is 1.</summary>
    public string OthersOf(string positive)
        => Classes.Where(name => name != positive).ToArray() is [var other] ? other : AllBut(positive);

    /// <summary>What several classes are called together where another is 1.</summary>
    public static string AllBut(string positive) => $"not {positive}";

    public string DescribeClasses() => Positive is null
        ? $"{_classes.Count} classes: {string.Join(", ", Classes)}."
        : $"1 is {Positive} ({_reason}), 0 is every other class.";

    public string DescribeCounts()
        => $"{Count} pictures in {Path}: " +
            string.Join(", ", _classes.Select(item => $"{item.Count} {item.Name}{Bit(item.Name)}"));

    private string Bit(string name) => Positive is null ? "" : name == Positive ? " (1)" : " (0)";

    private static InvalidDataException Refusal(string message) => new(message);
}
