using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Skift.Analyzers;

/// <summary>
/// SKIFT002: a guard (a <c>ref struct</c> with a <c>Dispose</c> method) must be held by a <c>using</c>, and is never copied.
/// </summary>
/// <remarks>
/// The compiler already keeps guards out of fields, lambdas and awaits. It does not object to a guard that is taken and
/// never released, or copied and released twice; both leave a lock in the wrong state.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GuardAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor s_unused = new(
        "SKIFT002",
        "Guards are held by using",
        "The guard '{0}' must be held by 'using', or its release is forgotten on some path",
        "Concurrency",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(s_unused);

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSyntaxNodeAction(CheckInvocation, SyntaxKind.InvocationExpression);
        context.RegisterSyntaxNodeAction(CheckCopy, SyntaxKind.EqualsValueClause);
    }

    private static void CheckInvocation(SyntaxNodeAnalysisContext context)
    {
        var call = (InvocationExpressionSyntax)context.Node;
        if (context.SemanticModel.GetSymbolInfo(call, context.CancellationToken).Symbol is not IMethodSymbol method
            || !IsGuard(method.ReturnType)
            || method.RefKind != RefKind.None)
        {
            return;
        }

        if (!IsHeldOrPassedOn(call))
        {
            context.ReportDiagnostic(Diagnostic.Create(s_unused, call.GetLocation(), method.ReturnType.Name));
        }
    }

    private static bool IsHeldOrPassedOn(InvocationExpressionSyntax call)
    {
        SyntaxNode? parent = call.Parent;
        while (parent is ParenthesizedExpressionSyntax or ConditionalExpressionSyntax)
        {
            parent = parent.Parent;
        }

        return parent switch
        {
            // using (x.Lock()) …
            UsingStatementSyntax => true,
            // using Guard g = x.Lock();  and  using (Guard g = x.Lock()) …
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax declaration } }
                => declaration.Parent is UsingStatementSyntax
                    || (declaration.Parent is LocalDeclarationStatementSyntax local && !local.UsingKeyword.IsKind(SyntaxKind.None)),
            // The caller gets it and has to hold it in turn.
            ReturnStatementSyntax or ArrowExpressionClauseSyntax => true,
            _ => false,
        };
    }

    private static void CheckCopy(SyntaxNodeAnalysisContext context)
    {
        var clause = (EqualsValueClauseSyntax)context.Node;
        if (clause.Value is not IdentifierNameSyntax name || clause.Parent is not VariableDeclaratorSyntax)
        {
            return;
        }

        ITypeSymbol? type = context.SemanticModel.GetTypeInfo(name, context.CancellationToken).Type;
        if (type is not null && IsGuard(type))
        {
            context.ReportDiagnostic(Diagnostic.Create(s_unused, clause.GetLocation(), type.Name));
        }
    }

    /// <summary>Named so, a ref struct, and releasing something: enumerators and cursors with a Dispose are not meant.</summary>
    private static bool IsGuard(ITypeSymbol type)
    {
        if (!type.IsRefLikeType || !(type.Name.EndsWith("Guard") || type.Name.EndsWith("Pin")))
        {
            return false;
        }

        foreach (ISymbol member in type.GetMembers("Dispose"))
        {
            if (member is IMethodSymbol { Parameters.Length: 0 })
            {
                return true;
            }
        }

        return false;
    }
}
