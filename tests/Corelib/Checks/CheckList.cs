// SPDX-License-Identifier: MIT

using System;

namespace Skift.Tests.Corelib;

/// <summary>All the checks; a group is a static method with a <see cref="Check"/>.</summary>
public static class CheckList
{
    /// <summary>Runs everything and answers the number of failures. A group that throws counts as one.</summary>
    public static int Run(CheckOutput output)
    {
        Check check = new(output);
        Group(check, output, "string", StringChecks.Run);
        Group(check, output, "compare", StringCompareChecks.Run);
        Group(check, output, "split", StringSplitChecks.Run);
        Group(check, output, "format", FormatChecks.Run);
        Group(check, output, "integers", IntegerChecks.Run);
        Group(check, output, "floats", FloatChecks.Run);
        Group(check, output, "parse", ParseChecks.Run);
        Group(check, output, "custom", CustomFormatChecks.Run);
        Group(check, output, "char", CharChecks.Run);
        Group(check, output, "encoding", EncodingChecks.Run);
        Group(check, output, "builder", StringBuilderChecks.Run);
        Group(check, output, "span", SpanChecks.Run);
        Group(check, output, "list", ListChecks.Run);
        Group(check, output, "dictionary", DictionaryChecks.Run);
        Group(check, output, "collections", CollectionChecks.Run);
        Group(check, output, "sort", SortChecks.Run);
        Group(check, output, "linq", LinqChecks.Run);
        Group(check, output, "math", MathChecks.Run);
        Group(check, output, "bits", BitChecks.Run);
        Group(check, output, "convert", ConvertChecks.Run);
        Group(check, output, "enum", EnumChecks.Run);
        Group(check, output, "time", TimeChecks.Run);
        Group(check, output, "types", TypeChecks.Run);
        Group(check, output, "objects", ObjectChecks.Run);
        Group(check, output, "generics", GenericsChecks.Run);
        Group(check, output, "exceptions", ExceptionChecks.Run);
        Group(check, output, "arrays", ArrayChecks.Run);
        Group(check, output, "statics", StaticsChecks.Run);
        Group(check, output, "gc", GCChecks.Run);
        output.WriteLine($"{check.Count} checks, {check.Failed} failed");
        return check.Failed;
    }

    private static void Group(Check check, CheckOutput output, string name, Action<Check> run)
    {
        check.Group(name);
        try
        {
            run(check);
        }
        catch (Exception e)
        {
            check.Equal("the group ended early", e.Message, "");
        }
    }
}
