// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Skift.SyscallDocs;

/// <summary>A row of the table of calls: its number, and the method that serves it.</summary>
internal sealed record TableRow(int Number, MethodDeclarationSyntax? Method);

/// <summary>What the kernel's sources say about system calls: read as syntax, without compiling.</summary>
internal sealed class KernelSources
{
    private readonly Dictionary<string, EnumDeclarationSyntax> _enums = [];
    private readonly Dictionary<(string Type, string Method), MethodDeclarationSyntax> _methods = [];

    /// <summary>The calls that Linux has, by number.</summary>
    internal SortedDictionary<int, string> Names { get; } = [];

    /// <summary>The calls that the kernel serves, by number.</summary>
    internal Dictionary<int, TableRow> Rows { get; } = [];

    /// <summary>What MissingFlagTable says is refused, by the name of the call.</summary>
    internal Dictionary<string, List<string>> Refused { get; } = [];

    internal static KernelSources Read(string root)
    {
        KernelSources sources = new();
        foreach (SyntaxNode tree in Parse(Path.Combine(root, "kernel", "Abi"))) sources.AddEnums(tree);
        SyntaxNode[] core = [.. Parse(Path.Combine(root, "kernel", "Core"))];
        foreach (SyntaxNode tree in core) sources.AddMethods(tree);
        sources.AddRows(core);
        sources.AddRefused(core);
        return sources;
    }

    /// <summary>
    /// The members of an enum of the ABI that bear Linux's names, with an underscore, or nothing if the type is none. File modes are left out: all
    /// bits are known everywhere.
    /// </summary>
    internal IEnumerable<string> FlagsOf(TypeSyntax type) =>
        type.ToString() != "StatMode" && _enums.TryGetValue(type.ToString(), out EnumDeclarationSyntax? found)
            ? found.Members.Select(member => member.Identifier.Text).Where(name => name.Contains('_'))
            : [];

    /// <summary>What <c>[Missing("…")]</c> says about a method.</summary>
    internal static IEnumerable<string> MissingOf(MethodDeclarationSyntax method) =>
        method.AttributeLists.SelectMany(list => list.Attributes)
            .Where(attribute => attribute.Name.ToString() == "Missing")
            .Select(attribute => ((LiteralExpressionSyntax)attribute.ArgumentList!.Arguments[0].Expression).Token.ValueText);

    private static IEnumerable<SyntaxNode> Parse(string folder) =>
        Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories).Order().Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetRoot());

    private void AddEnums(SyntaxNode tree)
    {
        foreach (EnumDeclarationSyntax found in tree.DescendantNodes().OfType<EnumDeclarationSyntax>())
        {
            _enums[found.Identifier.Text] = found;
            if (found.Identifier.Text != "SystemCall") continue;
            foreach (EnumMemberDeclarationSyntax member in found.Members)
                Names[int.Parse(member.EqualsValue!.Value.ToString())] = member.Identifier.Text;
        }
    }

    private void AddMethods(SyntaxNode tree)
    {
        foreach (MethodDeclarationSyntax method in tree.DescendantNodes().OfType<MethodDeclarationSyntax>())
        {
            if (method.Parent is TypeDeclarationSyntax type) _methods.TryAdd((type.Identifier.Text, method.Identifier.Text), method);
        }
    }

    private void AddRows(SyntaxNode[] core)
    {
        TypeDeclarationSyntax table = core.SelectMany(tree => tree.DescendantNodes().OfType<TypeDeclarationSyntax>()).FirstOrDefault(type => type.Identifier.Text == "SyscallTable")
            ?? throw new InvalidDataException("kernel/Core has no SyscallTable");
        foreach (SwitchExpressionArmSyntax arm in table.DescendantNodes().OfType<SwitchExpressionArmSyntax>())
        {
            if (arm.Pattern is not ConstantPatternSyntax { Expression: LiteralExpressionSyntax { Token.Value: int number } }) continue;
            Rows[number] = new TableRow(number, arm.Expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax called }
                ? _methods.GetValueOrDefault((called.Expression.ToString(), called.Name.Identifier.Text))
                : null);
        }

        if (Rows.Count == 0) throw new InvalidDataException("SyscallTable has no rows");
    }

    private void AddRefused(SyntaxNode[] core)
    {
        TypeDeclarationSyntax table = core.SelectMany(tree => tree.DescendantNodes().OfType<TypeDeclarationSyntax>()).First(type => type.Identifier.Text == "MissingFlagTable");
        FieldDeclarationSyntax field = table.Members.OfType<FieldDeclarationSyntax>().Single(found => found.Declaration.Variables[0].Identifier.Text == "s_groups");
        foreach (ExpressionElementSyntax group in ((CollectionExpressionSyntax)field.Declaration.Variables[0].Initializer!.Value).Elements.OfType<ExpressionElementSyntax>())
        {
            string[] calls = group.Expression switch
            {
                InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "Option" } } => ["setsockopt", "getsockopt"],
                InvocationExpressionSyntax => ["ioctl"],
                BaseObjectCreationExpressionSyntax made when made.ArgumentList!.Arguments[0].ToString() == "socket" => ["socket", "socketpair"],
                BaseObjectCreationExpressionSyntax made => [made.ArgumentList!.Arguments[0].ToString()],
                _ => throw new InvalidDataException($"MissingFlagTable: {group}"),
            };
            string[] names = [.. group.DescendantNodes().OfType<LiteralExpressionSyntax>().Select(literal => literal.Token.Value).OfType<string>()];
            foreach (string call in calls)
            {
                if (!Refused.TryGetValue(call, out List<string>? refused)) Refused[call] = refused = [];
                refused.AddRange(names.Where(name => !refused.Contains(name)));
            }
        }
    }
}
