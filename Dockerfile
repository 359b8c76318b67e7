# The command mlnetshallow as an image, for clusters:
#
#   docker build --build-arg DOTNET_IMAGES=WHERE -t mlnetshallow .
#
# WHERE is where sdk:10.0 and runtime:10.0 of .NET are: Microsoft's registry, or your copy of it.
ARG DOTNET_IMAGES

FROM ${DOTNET_IMAGES}/sdk:10.0 AS build
WORKDIR /source
COPY . .
RUN dotnet publish src/Sample --configuration Release --output /app

FROM ${DOTNET_IMAGES}/runtime:10.0
COPY --from=build /app /app
ENV PATH="${PATH}:/app"
# Not root; it needs to write beside its outputs only.
USER ${APP_UID}
WORKDIR /data
ENTRYPOINT ["mlnetshallow"]
