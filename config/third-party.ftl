<#function licences all>
  <#local text = "">
  <#list all as one><#local text = text + (text == "")?then("", " or ") + one></#list>
  <#return text>
</#function>
# Third-party software

Written by the build (`mvn generate-resources`) from the dependencies of `presage-full.jar`; do not edit. `presage.jar`
holds the same without those of the training engine (`ai.djl`, `net.java.dev.jna`, Apache Commons Compress, Codec, IO).
Native libraries inside: PyTorch 2.7.1 (BSD-3-Clause), ONNX Runtime (MIT), DuckDB (MIT). Where a library offers several
licences, the first allowed one counts; the build fails on a library with none that `pom.xml` allows.

| library | version | licence |
|---|---|---|
<#list dependencyMap as e>
| `${e.getKey().groupId}:${e.getKey().artifactId}` | ${e.getKey().version} | ${licences(e.getValue())} |
</#list>
