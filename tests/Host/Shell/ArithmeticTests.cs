// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using Skift.Sh.Expansion;
using Xunit;

namespace Skift.Tests.Host.Shell;

public class ArithmeticTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("1+2*3", 7)]
    [InlineData("(1+2)*3", 9)]
    [InlineData("2**3**2", 512)]
    [InlineData("-7/2", -3)]
    [InlineData("-7%3", -1)]
    [InlineData("1<<62>>60", 4)]
    [InlineData("5&3|8^1", 9)]
    [InlineData("1<2==2>1", 1)]
    [InlineData("!0+~0", 0)]
    [InlineData("0x1F+010+2#101", 44)]
    [InlineData("64#_", 63)]
    [InlineData("0?1:0?2:3", 3)]
    [InlineData("a=3,b=a*2,a+b", 9)]
    [InlineData("x++ + ++x", 12)]
    [InlineData("x+=2", 7)]
    [InlineData("x<<=1", 10)]
    [InlineData("y", 6)]
    [InlineData("0 && (x=1)", 0)]
    [InlineData("1 || (1/0)", 1)]
    [InlineData("9223372036854775807+1", long.MinValue)]
    [InlineData("(-9223372036854775807-1)/-1", long.MinValue)]
    [InlineData("(-9223372036854775807-1)%-1", 0)]
    [InlineData("- -1", 1)]
    [InlineData("++7", 7)]
    public void Evaluate(string expression, long expected)
    {
        Dictionary<string, string> variables = new() { ["x"] = "5", ["y"] = "x + 1" };
        Assert.Equal(expected, Create(variables).Evaluate(expression));
    }

    [Theory]
    [InlineData("1/0", "divide by zero")]
    [InlineData("1%0", "divide by zero")]
    [InlineData("1 ? 2", "malformed ?: operator")]
    [InlineData("7=43", "arithmetic syntax error")]
    [InlineData("08", "arithmetic syntax error")]
    [InlineData("0x", "arithmetic syntax error")]
    [InlineData("65#1", "arithmetic syntax error")]
    [InlineData("1+", "arithmetic syntax error")]
    [InlineData("(1", "arithmetic syntax error")]
    [InlineData("a b", "arithmetic syntax error")]
    [InlineData("loop", "expression recursion loop detected")]
    [InlineData("2**-1", "exponent less than 0")]
    public void Evaluate_WhenWrong_SaysWhy(string expression, string message)
    {
        Dictionary<string, string> variables = new() { ["loop"] = "loop" };
        Assert.Equal(message, Assert.Throws<ArithmeticError>(() => Create(variables).Evaluate(expression)).Message);
    }

    [Theory]
    [InlineData("(", "1")]
    [InlineData("- ", "1")]
    [InlineData("x=", "1")]
    [InlineData("0?1:", "1")]
    [InlineData("2**", "1")]
    public void Evaluate_DeepNesting_IsRefused(string opening, string end) => Assert.Equal("nesting too deep",
        Assert.Throws<ArithmeticError>(() => Create(new()).Evaluate(string.Concat(System.Linq.Enumerable.Repeat(opening, 100_000)) + end)).Message);

    [Fact]
    public void Evaluate_BranchNotTaken_AssignsNothing()
    {
        Dictionary<string, string> variables = new();
        Create(variables).Evaluate("1 ? (a=1) : (b=2), 0 && (c=3), 1 || (d=4)");
        Assert.Equal(new[] { "a" }, variables.Keys);
    }

    private static Arithmetic Create(Dictionary<string, string> variables) =>
        new(name => variables.TryGetValue(name, out string? value) ? value : null, (name, value) => variables[name] = value);
}
