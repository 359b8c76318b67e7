using System.Globalization;
using MlNetShallow.Evaluation.Comparisons;

namespace MlNetShallow.Docs.Tests.Datasets;

/// <summary>The flats to let of datasets/flats: a town that is not there.</summary>
internal static class Flats
{
    public const string Header = "District,Area,Rooms,Floor,Year,Heating,Rent,LetSoon";

    private static readonly District[] Districts =
    [
        new("old town", EuroPerSquareMetre: 12.5, From: 1850, To: 1940, EachFloor: -0.02, HasMains: false),
        new("harbour", EuroPerSquareMetre: 11, From: 1955, To: 2024, EachFloor: 0.04, HasMains: true),
        new("hill", EuroPerSquareMetre: 14, From: 1890, To: 2024, EachFloor: 0, HasMains: false),
        new("meadow", EuroPerSquareMetre: 8.5, From: 1960, To: 2024, EachFloor: -0.01, HasMains: true),
    ];

    private static readonly string[] Heatings = ["stove", "gas", "mains", "electric"];

    /// <summary>A flat; another for each number.</summary>
    public static string Row(int number)
    {
        var random = new SplitMix64(seed: 1, number);
        District district = random.Pick(Districts);
        double area = Math.Round(random.Between(22, 90) + (random.Chance(0.3) ? random.Between(0, 50) : 0));
        double rooms = Math.Clamp(Math.Round(area / random.Between(20, 32)), 1, 6);
        int floor = random.Below(6);
        int year = (int)random.Between(district.From, district.To);
        string heating = random.Chance(0.05) ? random.Pick(Heatings) : Heating(district, year);

        // About a tenth of a rent is the landlord's mood, and who asks for less than others has let the flat within a week.
        double mood = 0.1 * Spread(random);
        double rent = 5 * Math.Round(FairRent(district, area, floor, year) * (1 + mood) / 5);
        bool isLetSoon = mood + (0.02 * Spread(random)) < 0;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{district.Name},{area},{rooms},{floor},{year},{heating},{rent},{(isLetSoon ? "true" : "false")}");
    }

    private static string Heating(District district, int year)
        => year >= 2008 ? "electric" : district.HasMains ? "mains" : year < 1900 ? "stove" : "gas";

    // Small flats are dear for their size, and so are old and new ones.
    private static double FairRent(District district, double area, int floor, int year)
    {
        double age = (year - 1950) / 75.0;
        return area * district.EuroPerSquareMetre * (1 + (6 / area)) * (1 + (0.4 * age * age)) * (1 + (district.EachFloor * floor));
    }

    /// <summary>Mean 0, deviation 1.</summary>
    private static double Spread(SplitMix64 random)
        => Enumerable.Range(0, 3).Sum(_ => random.Between(-1, 1));

    private sealed record District(string Name, double EuroPerSquareMetre, int From, int To, double EachFloor, bool HasMains);
}
