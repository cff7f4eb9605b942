// Of the folders of all services, the one that was asked for becomes the project's.
def project = new File(request.outputDirectory, request.artifactId)
def service = request.properties['service']
new File(project, service).eachFile { it.renameTo(new File(project, it.name)) }
['incentive', 'storage', 'peer-source', 'peer-extension'].each { new File(project, it).deleteDir() }
