using System.Reflection;
using MlNetShallow.Docs.Tests.Markdown;

namespace MlNetShallow.Docs.Tests;

public class ExamplesTests
{
    [Fact]
    public void EveryBlockOfCSharpIsAnExampleThatIsCompiledHere()
        => Assert.Empty(
            Pages.Blocks("csharp").Where(block => ExampleSource.Find(block.Lines) is null).Select(block => block.Place));

    [Fact]
    public void EveryExampleIsShownOnAPage()
    {
        var shown = Pages.Blocks("csharp").SelectMany(block => ExampleSource.Find(block.Lines) ?? []).Select(unit => unit.Name);

        Assert.Equal(ExampleSource.Units.Select(unit => unit.Name).Order(), shown.Distinct().Order());
    }

    [Fact]
    public void EveryExampleIsRunByTheTestOfItsName()
    {
        IEnumerable<string> examples = Classes().SelectMany(Examples);

        Assert.All(examples, example => Assert.Contains(example, Tests()));

        static IEnumerable<Type> Classes()
            => typeof(ExamplesTests).Assembly.GetTypes()
                .Where(type => type.Namespace == typeof(Examples.Recipes).Namespace)
                .Where(type => type is { IsAbstract: true, IsSealed: true, IsNested: false });

        static IEnumerable<string> Examples(Type type) => type
            .GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Select(method => $"{type.Name}Tests.{method.Name}");

        static IEnumerable<string> Tests()
            => from type in typeof(ExamplesTests).Assembly.GetTypes()
               from method in type.GetMethods()
               where method.GetCustomAttribute<FactAttribute>() is not null
               select $"{type.Name}.{method.Name}";
    }
}
