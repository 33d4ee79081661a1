// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;

namespace Skift.CallGraph;

/// <summary>Follows every path from the interrupt handlers and reports what allocates or may sleep.</summary>
/// <remarks>
/// A handler is a method with a parameter of type <c>InterruptContext</c>: nothing else can have one. To sleep is to give the
/// CPU to another thread: <c>KernelThread.SwitchTo</c>.
/// </remarks>
internal sealed class InterruptCheck(AssemblySet assemblies, BodyReader reader)
{
    private const string ContextType = "Skift.Machine.InterruptContext";
    private const string SleepType = "Skift.Machine.KernelThread";
    private const string SleepMethod = "SwitchTo";

    internal int HandlerCount { get; private set; }

    internal int MethodCount { get; private set; }

    /// <summary>One line per fault: what happens, and the chain of calls that leads there.</summary>
    internal List<string> Run()
    {
        List<string> faults = [];
        Dictionary<MethodDefinition, MethodDefinition?> callers = [];
        Queue<MethodDefinition> open = new();
        foreach (MethodDefinition root in assemblies.Types.SelectMany(type => type.Methods).Where(IsHandler))
        {
            HandlerCount++;
            callers.TryAdd(root, null);
            open.Enqueue(root);
        }

        while (open.TryDequeue(out MethodDefinition? method))
        {
            MethodFacts facts = reader.Read(method);
            foreach (string allocation in facts.Allocations) faults.Add($"allocates ({allocation}): {Chain(method, callers)}");
            foreach (MethodDefinition callee in facts.Calls)
            {
                if (callee.Name == SleepMethod && callee.DeclaringType.FullName == SleepType) faults.Add($"may sleep: {Chain(method, callers)}");
                else if (callers.TryAdd(callee, method)) open.Enqueue(callee);
            }
        }

        MethodCount = callers.Count;
        return faults;
    }

    private static bool IsHandler(MethodDefinition method) =>
        method.HasBody && !method.IsConstructor && method.Parameters.Any(parameter => parameter.ParameterType.GetElementType().FullName == ContextType);

    private static string Chain(MethodDefinition method, Dictionary<MethodDefinition, MethodDefinition?> callers)
    {
        List<string> names = [];
        for (MethodDefinition? one = method; one != null; one = callers[one]) names.Insert(0, $"{one.DeclaringType.FullName.Replace('/', '.')}.{one.Name}");
        return string.Join(" -> ", names);
    }
}
