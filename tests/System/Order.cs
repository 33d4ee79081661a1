using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;
using Xunit.Abstractions;

// Most guests have one processor and wait now and then: three at a time keep two cores busy.
[assembly: CollectionBehavior(MaxParallelThreads = 3)]
[assembly: TestCollectionOrderer("Skift.Tests.System.LongestFirst", "Skift.Tests.System")]

namespace Skift.Tests.System;

/// <summary>Begins with the classes that take minutes, so that none of them runs alone at the end.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] s_long =
        [nameof(BusyboxTests), nameof(DynamicProgramsTests), nameof(WallsTests), nameof(PosixShellTests), nameof(BusyboxShellTests), nameof(StaticProgramsTests), nameof(OracleTests), nameof(ToolsTests)];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> collections) =>
        collections.OrderBy(collection => Rank(collection.DisplayName)).ThenBy(collection => collection.DisplayName, StringComparer.Ordinal);

    private static int Rank(string name)
    {
        int rank = Array.FindIndex(s_long, type => name.EndsWith("." + type, StringComparison.Ordinal));
        return rank < 0 ? s_long.Length : rank;
    }
}
