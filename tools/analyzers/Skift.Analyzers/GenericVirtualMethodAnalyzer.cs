using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Skift.Analyzers;

/// <summary>
/// SKIFT001: refuses generic methods that are virtual, abstract or declared by an interface.
/// </summary>
/// <remarks>
/// Which instantiation such a call reaches is known only at run time and is looked up in tables of the type loader, which
/// the ahead-of-time compiler leaves empty without metadata. The call would compile and then fail.
/// Static abstract members are resolved at compile time through their constraint, so they may be generic.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GenericVirtualMethodAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor s_rule = new(
        "SKIFT001",
        "Generic virtual methods cannot be dispatched",
        "'{0}' is a generic {1} method, which this runtime cannot dispatch; make it non-virtual, or move the type parameter to the type",
        "Runtime",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(s_rule);

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(Check, SymbolKind.Method);
    }

    private static void Check(SymbolAnalysisContext context)
    {
        var method = (IMethodSymbol)context.Symbol;
        if (!method.IsGenericMethod || method.IsStatic)
        {
            return;
        }

        // An interface's private or sealed method is called directly.
        bool dispatched = method.IsVirtual || method.IsAbstract || method.IsOverride;
        if (dispatched)
        {
            string kind = method.ContainingType.TypeKind == TypeKind.Interface ? "interface" : "virtual";
            context.ReportDiagnostic(Diagnostic.Create(s_rule, method.Locations[0], method.Name, kind));
        }
    }
}
